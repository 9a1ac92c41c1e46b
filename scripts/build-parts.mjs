import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runBin } from './steps.mjs'

const stamps = join(root, 'node_modules', '.cache', 'stamps')

/** Builds server and dashboard into `dist/`, each only when one of its sources changed. */
export async function buildParts() {
  const common = ['package-lock.json', 'tsconfig.base.json']
  const bundle = 'scripts/server.vite.config.mjs'
  await buildWhenChanged('server', [...common, bundle, 'server'], async () => {
    await runBin('tsc', ['-b', 'server'])
    await viteBuild(bundle)
  })
  await buildWhenChanged('client', [...common, 'client'], () => viteBuild('client/vite.config.ts'))
}

const viteBuild = (config) => runBin('vite', ['build', '--config', config, '--logLevel', 'warn'])

async function buildWhenChanged(part, sources, build) {
  const wanted = hashOf(sources)
  if (isStamped(part, wanted) && existsSync(join(root, 'dist', part))) return
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
