import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { isAlive } from './alive.mjs'

/**
 * npm starts a script through a shell and hands signals to that shell only, which ends without its child. So what npm
 * starts looks for itself whether shell and npm are still there, and asks itself to end (SIGTERM) when they are not.
 */
const lookEveryMs = 250
/** A process loads this file twice when one of ours starts it and it imports it as well. */
const following = Symbol.for('gammacast.following')

/** Started without npm, by a service manager or `nohup`, a process has a life of its own. */
export function followParent() {
  if (isMainThread && process.env.npm_lifecycle_event !== undefined) follow()
}

// As `--import` of a process that one of ours starts.
if (import.meta.url.endsWith('?now') && isMainThread) follow()

function follow() {
  if (following in globalThis) return
  globalThis[following] = true
  const parent = process.ppid
  const npm = npmBehind(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && (npm === null || isAlive(npm))) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  timer.unref()
}

/** The process that started the shell which started us; null when no shell did, or nobody can say. */
function npmBehind(pid) {
  const [name, parent] = processOf(pid) ?? []
  return /sh$/.test(name) ? Number(parent) : null
}

/** Name and parent of a process. */
function processOf(pid) {
  try {
    // "12 (sh) S 11 …"
    return /\((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.slice(1)
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'comm=', '-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' })
    return /^(.*?)\s+(\d+)\s*$/.exec(stdout ?? '')?.slice(1)
  }
}
