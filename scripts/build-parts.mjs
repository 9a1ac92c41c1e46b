import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runBin } from './steps.mjs'

const stamps = join(root, 'node_modules', '.cache', 'stamps')

/** Builds server and dashboard into `dist/`, each only when one of its sources changed. */
export async function buildParts() {
  const common = ['package-lock.json', 'tsconfig.base.json', 'scripts/build-parts.mjs']
  const bundle = 'scripts/server.vite.config.mjs'
  await buildWhenChanged('server', ['server', 'modules'], [...common, bundle, 'server'], async () => {
    await runBin('tsc', ['-b', 'server'])
    await viteBuild(bundle)
    replaceServer()
  })
  await buildWhenChanged('client', ['client'], [...common, 'client'], () => viteBuild('client/vite.config.ts'))
}

/** The release before may run, and its files have the same names: they go when all of the new ones are there. */
function replaceServer() {
  const [place, next, before] = ['server', 'server.next', 'server.before'].map((name) => join(root, 'dist', name))
  rmSync(before, { recursive: true, force: true })
  if (existsSync(place)) renameSync(place, before)
  renameSync(next, place)
  rmSync(before, { recursive: true, force: true })
}

/** For production, whoever builds: tests set NODE_ENV to another value, for which Vite takes the slow React of developers. */
const viteBuild = (config) =>
  runBin('vite', ['build', '--config', config, '--logLevel', 'warn'], { env: { NODE_ENV: 'production' } })

/** `folders` are those in `dist/` that it makes. */
async function buildWhenChanged(part, folders, sources, build) {
  const wanted = hashOf(sources)
  const isThere = folders.every((folder) => existsSync(join(root, 'dist', folder)))
  if (isThere && isStamped(part, wanted)) return
  console.error(`Building the ${part}…`)
  await build()
  stamp(part, wanted)
}

function isStamped(name, wanted) {
  const file = join(stamps, name)
  return existsSync(file) && readFileSync(file, 'utf8') === wanted
}

function stamp(name, value) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), value)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(path)).sort()) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(join(path, name)))
}
