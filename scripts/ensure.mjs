import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildParts } from './build-parts.mjs'
import { withLock } from './lock.mjs'
import { fail, root, runToEnd } from './steps.mjs'

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
  if (isProductionCopy()) refuseIncomplete()
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
  const code = await runToEnd('npm', args, { cwd, shell: process.platform === 'win32' })
  if (code === 0) return
  console.error(
    'The dependencies are not installed; npm says why above. See whether its registry can be reached ("npm ping"), then run this command again.',
  )
  process.exit(code)
}

/** Whether what npm notes down of its last install holds every locked package in its locked version. */
function isInstalled(folder) {
  const note = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = packagesIn(note)
  return lockedIn(folder).every(([path, { version, optional }]) => optional || installed[path]?.version === version)
}

const has = (...path) => existsSync(join(root, ...path))

const isBuilt = () => has('dist', 'server', 'main.js')

/** With packages that it runs on but without the build tools; or built, and told to be one. */
function isProductionCopy() {
  const isPruned = !has('node_modules', 'typescript') && packagesToRun().some((path) => has(path))
  return isPruned || (isBuilt() && process.env.NODE_ENV === 'production' && !isInstalled(root))
}

/** Ends a command that needs the build tools in a copy that has none. */
export function refuseInProduction() {
  if (!isProductionCopy()) return
  fail(
    isBuilt()
      ? 'This is a production copy: it is built, and has no build tools. To build here all the same, stop the server, then run "npm ci --include=dev" and this command again.'
      : 'The packages here are those of production, without the build tools. Run "npm ci --include=dev", then this command again.',
  )
}

function refuseIncomplete() {
  if (!isBuilt()) {
    fail(
      'This production copy lacks dist/ and has no build tools. Bring the dist/ that was built, or run "npm ci --include=dev" and this command again.',
    )
  }
  const missing = packagesToRun().find((path) => !has(path))
  if (missing === undefined) return
  fail(
    `This production copy lacks packages, for example ${missing}, and installs none by itself. Stop the server, then run "npm ci --omit=dev".`,
  )
}

/** Folders of the packages without which nothing runs; as far as is known without a lock file. */
function packagesToRun() {
  if (!has('package-lock.json')) return ['node_modules/graphql']
  return lockedIn(root)
    .filter(([, { dev, optional, devOptional }]) => !(dev || optional || devOptional))
    .map(([path]) => path)
}

const lockedIn = (folder) =>
  Object.entries(packagesIn(join(folder, 'package-lock.json'))).filter(([path]) => path !== '')

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}
