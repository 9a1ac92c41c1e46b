import { once } from 'node:events'
import { existsSync, readFileSync, watchFile } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { ensureInstalled } from './ensure.mjs'
import { renewable } from './renewable.mjs'
import { binOf, fail, root, start } from './steps.mjs'
import { watchFolders } from './watch-folders.mjs'

/**
 * Server and dashboard, both following what is edited: the dashboard by Vite, on its own port, which passes /graphql on
 * to the server and runs codegen; the server by being started again. A new `.env` starts both again. Arguments go to
 * Vite, for example `npm run dev -- --port 3000`.
 */
await ensureInstalled()
const { tsImport } = await import('tsx/esm/api')
const { readEnvFile } = await tsImport('../server/config/env-file.ts', import.meta.url)

const settings = join(root, '.env')
let env = {}
/** Where Vite serves, which may be another port than it was told. */
let dashboardUrl = null
let ending = null

const dashboard = renewable(startVite, (code) => end(code ?? 1))
const server = renewable(startServer, () =>
  console.error('The server has ended; it starts again when a file of it or .env changes.'),
)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))
watchFile(settings, { interval: 500 }, () => startBoth())
watchFolders([join(root, 'server'), join(root, 'schema')], (files) => {
  const [file] = files.filter((name) => /(?<!\.test)\.ts$|\.graphql$/.test(name))
  if (file === undefined || dashboardUrl === null) return
  console.error(`${relative(root, file)} has changed: the server starts again`)
  server.renew()
})
await startBoth()

async function startBoth() {
  env = await addressOfServer()
  dashboardUrl = null
  dashboard.renew()
}

function startVite() {
  const args = ['--config', 'client/vite.config.ts', ...process.argv.slice(2)]
  const child = startAlone([binOf('vite'), ...args], ['inherit', 'inherit', 'inherit', 'ipc'])
  child.on('message', (message) => {
    if (message.dashboardUrl === dashboardUrl) return
    dashboardUrl = message.dashboardUrl
    server.renew()
  })
  return child
}

function startServer() {
  return startAlone(['--import', 'tsx', 'server/main.ts', '--dashboard', dashboardUrl], 'inherit')
}

/** In a group of its own: Ctrl-C reaches this process only, which tells each child once. */
function startAlone(args, stdio) {
  return start(process.execPath, args, { env, stdio, detached: process.platform !== 'win32' })
}

function end(code) {
  ending ??= Promise.all([dashboard.end(), server.end()]).then(() => process.exit(code))
}

/** Vite must know the port. So with `PORT=0` this process chooses it. */
async function addressOfServer() {
  const { PORT, HOST } = { ...readSettings(), ...process.env }
  return { ...(HOST && { HOST }), ...(PORT && { PORT: PORT === '0' ? await freePort() : PORT }) }
}

/** The server says what is wrong in the file. */
function readSettings() {
  try {
    return existsSync(settings) ? readEnvFile(readFileSync(settings, 'utf8')).values : {}
  } catch (error) {
    return fail(`The file .env in this folder cannot be read: ${error.message}`)
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  return String(port)
}
