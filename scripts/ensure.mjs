import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildParts } from './build-parts.mjs'
import { withLock } from './lock.mjs'
import { fail, root, run } from './steps.mjs'

/** What each command needs before it begins. One process at a time installs and builds. */

/** The packages, build tools included, of the project and of the folders named. */
export async function ensureInstalled(...folders) {
  refuseInProduction()
  await alone(() => install('.', ...folders))
}

/** The same, and `dist/` as its sources say. */
export async function ensureBuilt() {
  refuseInProduction()
  await alone(installAndBuild)
}

/** What runs from `dist/`. A production copy runs what it has: it installs and builds nothing, ever. */
export async function ensureRunnable() {
  if (isProductionCopy()) refuseMissingPackages()
  else await alone(installAndBuild)
}

const alone = (task) =>
  withLock(
    join(root, '.install.lock'),
    (holder) => `Waiting: process ${holder} is installing or building in this folder…`,
    task,
  )

async function installAndBuild() {
  await install('.')
  await buildParts()
}

async function install(...folders) {
  for (const folder of folders) await installOne(folder)
}

/** Installs the locked dependencies of a package when they are missing or other than its lock file says. */
async function installOne(folder) {
  const cwd = join(root, folder)
  if (isInstalled(cwd)) return
  console.error(`Installing the locked dependencies${folder === '.' ? '' : ` of ${folder}`}…`)
  // With NODE_ENV=production npm would leave out the build tools.
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit']
  await run('npm', args, { cwd, shell: process.platform === 'win32' })
}

/** Whether what npm notes down of its last install holds every locked package in its locked version. */
function isInstalled(folder) {
  const note = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = packagesIn(note)
  return lockedIn(folder).every(([path, { version, optional }]) => optional || installed[path]?.version === version)
}

const has = (...path) => existsSync(join(root, ...path))

/** Built, and with the packages that it runs on but without the build tools. */
function isProductionCopy() {
  if (!has('dist', 'server', 'main.js')) return false
  const isPruned = has('node_modules', 'graphql') && !has('node_modules', 'typescript')
  return isPruned || (process.env.NODE_ENV === 'production' && !isInstalled(root))
}

function refuseInProduction() {
  if (!isProductionCopy()) return
  fail(
    'This is a production copy: it is built, and has no build tools. To build here all the same, stop the server, then run "npm ci --include=dev" and this command again.',
  )
}

function refuseMissingPackages() {
  if (!has('package-lock.json')) return
  const missing = lockedIn(root).find(
    ([path, { dev, optional, devOptional }]) => !(dev || optional || devOptional) && !has(path),
  )
  if (missing === undefined) return
  fail(
    `This production copy lacks packages, for example ${missing[0]}, and installs none by itself. Stop the server, then run "npm ci --omit=dev".`,
  )
}

const lockedIn = (folder) =>
  Object.entries(packagesIn(join(folder, 'package-lock.json'))).filter(([path]) => path !== '')

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}
