import { readdirSync, readFileSync } from 'node:fs'

/** Microseconds of CPU that a process has used, in all of its threads, garbage collection and compression included. */
export function cpuMicrosOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => sum + nanosOf(pid, thread), 0) / 1_000
}

/** The first number of `schedstat`. A thread may have ended since it was listed. */
function nanosOf(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return 0
  }
}
