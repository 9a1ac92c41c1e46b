import { spawn } from 'node:child_process'
import { binOf, ensureInstalled, root } from './steps.mjs'

/** Server and dashboard, both reloaded on change: the dashboard on its own port, passing /graphql on to the server. */
ensureInstalled()

const children = [
  ['tsx', 'watch', '--clear-screen=false', 'server/main.ts'],
  ['vite', '--config', 'client/vite.config.ts'],
].map(([bin, ...args]) => spawn(process.execPath, [binOf(bin), ...args], { cwd: root, stdio: 'inherit' }))

const stop = () => children.forEach((child) => child.kill('SIGTERM'))
process.once('SIGINT', stop).once('SIGTERM', stop)
children.forEach((child) => child.once('exit', stop))
