import { existsSync, readFileSync, watchFile } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ensureInstalled } from './ensure.mjs'
import { binOf, passSignals, root, start } from './steps.mjs'

/**
 * Server and dashboard, both reloaded on change: the server also when the schema changes, the dashboard on its own port,
 * passing /graphql on to the server. Vite runs codegen when the schema or a document changes; a new `.env` starts both
 * again. Arguments go to Vite, for example `npm run dev -- --port 3000`.
 */
await ensureInstalled()

const settings = join(root, '.env')
const commands = [
  ['tsx', 'watch', '--clear-screen=false', '--include', 'schema/*.graphql', 'server/main.ts'],
  ['vite', '--config', 'client/vite.config.ts', ...process.argv.slice(2)],
]

let isOutdated = false
let end = () => undefined
watchFile(settings, { interval: 500 }, () => {
  isOutdated = true
  end()
})
do {
  isOutdated = false
  process.exitCode = await runBoth()
} while (isOutdated)
process.exit()

/** Runs server and dashboard until one of them ends, then ends the other; answers the exit code of the first. */
async function runBoth() {
  const env = await anyPortChosen()
  const children = commands.map(([bin, ...args]) => start(process.execPath, [binOf(bin), ...args], { env }))
  const exits = children.map((child) => once(child, 'exit'))
  const releases = children.map(passSignals)
  end = () => children.forEach((child) => child.kill('SIGTERM'))
  const [code] = await Promise.race(exits)
  end()
  await Promise.all(exits)
  releases.forEach((release) => release())
  return code ?? 0
}

/** Vite must know the server's port, so that of `PORT=0` is chosen here. */
async function anyPortChosen() {
  const fromFile = existsSync(settings) ? parseEnv(readFileSync(settings, 'utf8')) : {}
  if ((process.env.PORT ?? fromFile.PORT) !== '0') return {}
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  return { PORT: String(port) }
}
