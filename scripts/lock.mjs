import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './alive.mjs'

const lookEveryMs = 200
/** A lock without a process id is still being written. After this time its writer must have died. */
const writtenWithinMs = 5_000
/** Two processes may take over a lock at the same moment. After this time the file shows which one has it. */
const contestedMs = 500

/** Runs a task while no other process runs one under the same lock file; waits for it, saying so. */
export async function withLock(file, waitingFor, task) {
  await acquire(file, waitingFor)
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await task()
  } finally {
    release()
    process.off('exit', release)
  }
}

async function acquire(file, waitingFor) {
  let said = false
  while (!(create(file) || (await takeOver(file)))) {
    if (!said) console.error(waitingFor(holderOf(file) ?? 'another process'))
    said = true
    await sleep(lookEveryMs)
  }
}

function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Takes the lock of a process that is gone. The last of several that try has it. */
async function takeOver(file) {
  if (isHeld(file)) return false
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  renameSync(own, file)
  await sleep(contestedMs)
  return holderOf(file) === process.pid
}

function isHeld(file) {
  const sinceMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  // It was released just now: the next attempt may create it.
  if (sinceMs === undefined) return true
  const holder = holderOf(file)
  if (holder === null) return Date.now() - sinceMs < writtenWithinMs
  const bootedMs = Date.now() - uptime() * 1_000
  return holder !== process.pid && sinceMs > bootedMs && isAlive(holder)
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null
  } catch {
    return null
  }
}
