import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { followParent } from './follow-parent.mjs'

/** What the npm scripts share. Plain JavaScript on Node alone: it runs before anything is installed. */

export const root = fileURLToPath(new URL('..', import.meta.url))

followParent()

/** Starts a command in the project's folder; if it runs on Node, it ends when this process is gone. */
export function start(command, args, options = {}) {
  const follower = `--import ${new URL('follow-parent.mjs?now', import.meta.url)}`
  const env = { ...process.env, ...options.env }
  return spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
    env: { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} ${follower}`.trim() },
  })
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']

/**
 * Starts a command as `start` does, and hands the signals of this process on to it; `release` ends that. It listens to signals
 * before it starts the command: the command may be at work, and somebody may ask this process to end, before the next line runs.
 */
export function startPassingSignals(command, args, options) {
  let child = null
  const pass = (signal) => child?.kill(signal)
  for (const signal of signals) process.on(signal, pass)
  child = start(command, args, options)
  return { child, release: () => signals.forEach((signal) => process.off(signal, pass)) }
}

/** Runs a command to its end and answers its exit code; a signal that ends it ends this process too. */
export function runToEnd(command, args, options) {
  const { child, release } = startPassingSignals(command, args, options)
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`"${command}" could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      release()
      if (signal === null) return resolve(code)
      // `process.exit` runs the exit handlers, which remove locks. A signal would not.
      process.exit(1)
    })
  })
}

/** Runs a command; ends this process with its exit code when it fails. */
export async function run(command, args, options) {
  const code = await runToEnd(command, args, options)
  if (code !== 0) process.exit(code)
}

/** Runs the program of an installed package. */
export const runBin = (name, args, options) => run(process.execPath, [binOf(name), ...args], options)

/** Commands that two packages have: TypeScript 7 checks and builds, TypeScript 6 is there for tools that need its API. */
const ownScripts = { tsc: 'typescript-native/bin/tsc' }

/** The script behind a package's command, run with this very Node, whatever is first on the PATH. */
export function binOf(name) {
  const link = join(root, 'node_modules', ownScripts[name] ?? join('.bin', name))
  return existsSync(link) ? link : fail(`"${name}" is not installed; run "npm ci --include=dev"`)
}

/** Says what is wrong, and what to do about it, and ends this process. */
export function fail(message) {
  console.error(message)
  process.exit(1)
}
