import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './ensure.mjs'
import { binOf, root, startPassingSignals } from './steps.mjs'
import { takeNoArguments } from './usage.mjs'

/** Everything that needs no browser and no service, side by side; prints what failed. */
takeNoArguments(
  'Usage: npm run check\nIt looks at format, types, lint, walls, what is unused, generated code and unit tests, side by side.',
)
await ensureInstalled()

/**
 * The unit tests run here on another day and hour, in another zone (daylight saving of half an hour) and locale; `npm test`
 * runs them on those of the machine. No test may depend on either.
 */
const elsewhere = {
  TEST_CLOCK_AHEAD_MS: String((200 * 24 + 11) * 3_600_000),
  TZ: 'Australia/Lord_Howe',
  LC_ALL: 'de_DE.UTF-8',
}
/**
 * What runs for seconds costs less when it collects garbage less often. Programs in Go collect none before they hold so much, and Node
 * collects young objects each time when there are 64 MB of them.
 */
const withoutCollecting = { GOGC: 'off', GOMEMLIMIT: '2GiB' }
const seldomCollecting = { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64` }
const cached = (tool) => ['--cache', '--cache-location', `node_modules/.cache/${tool}/`]

/**
 * Modules as Vitest has read them once. It knows them by their text and its settings, not by where their imports lead. So they are
 * kept until a file comes or goes.
 */
function keptModules() {
  const names = ['client', 'schema', 'server', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
  )
  const place = 'node_modules/.cache/vitest-modules'
  const folder = createHash('sha256').update(names.toSorted().join('\n')).digest('hex').slice(0, 16)
  mkdirSync(join(root, place), { recursive: true })
  for (const before of readdirSync(join(root, place))) {
    if (before !== folder) rmSync(join(root, place, before), { recursive: true, force: true })
  }
  return ['--experimental.fsModuleCache', `--experimental.fsModuleCachePath=${place}/${folder}`]
}

const checks = {
  format: ['oxfmt', '--check'],
  // One checker looks at each type once. The processors are busy with the other checks anyway.
  types: ['tsc', '-b', '--checkers', '1'],
  lint: ['oxlint'],
  walls: ['depcruise', 'server', 'client', 'bench', 'tests', 'examples', 'scripts'],
  unused: ['knip', '--no-progress', ...cached('knip')],
  codegen: ['graphql-codegen', '--config', 'codegen.ts', '--check'],
  'unit tests on another day': ['vitest', 'run', '--project', 'unit', '--reporter', 'agent', ...keptModules()],
}
const environments = { types: withoutCollecting, lint: withoutCollecting, 'unit tests on another day': elsewhere }

function runCheck([bin, ...args], environment) {
  return new Promise((resolve) => {
    const env = { FORCE_COLOR: '1', ...seldomCollecting, ...environment }
    const { child } = startPassingSignals(process.execPath, [binOf(bin), ...args], { stdio: 'pipe', env })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('close', (code) => resolve({ code, output }))
  })
}

const startedAt = Date.now()
const results = await Promise.all(
  Object.entries(checks).map(async ([name, command]) => {
    const { code, output } = await runCheck(command, environments[name])
    console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output}`)
    return code === 0
  }),
)
console.log(`${((Date.now() - startedAt) / 1000).toFixed(0)} s`)
process.exitCode = results.every(Boolean) ? 0 : 1
