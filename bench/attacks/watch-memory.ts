import { readFileSync } from 'node:fs'
import type { BuiltServer } from '../support/built-server.js'

/** The resident memory of a server every 50 ms while something goes on: it goes up and down, so one look would say little. */
export async function rssDuring(server: BuiltServer, something: Promise<unknown>): Promise<number[]> {
  const seen = [rssOf(server)]
  const timer = setInterval(() => {
    try {
      seen.push(rssOf(server))
    } catch {
      // It has ended, which the report says.
    }
  }, 50)
  await something.catch(() => {})
  clearInterval(timer)
  return seen
}

function rssOf({ pid }: BuiltServer): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024
}
