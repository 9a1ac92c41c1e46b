import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface BuiltServer {
  readonly url: string
  /** From the start of the process until `/ready` answered 200, in milliseconds. */
  readonly readyAfterMs: number
  readonly pid: number
  end(): Promise<void>
}

/** Starts the built server of a checkout and waits until it is ready. */
export async function startBuilt(folder = '.'): Promise<BuiltServer> {
  const port = await freePort()
  const begun = performance.now()
  const env = { ...process.env, PORT: String(port), LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['dist/server/main.js'], { cwd: folder, env, stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}/`
  while (!(await isReady(`${url}ready`))) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready')
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - begun,
    async end() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return false
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
