import { join } from 'node:path'
import { ensureInstalled } from './ensure.mjs'
import { fail, root, runToEnd } from './steps.mjs'
import { sayUsageIfAsked } from './usage.mjs'

/**
 * Changes the code bit by bit and looks whether a test fails: all rooms below, or those named. Flags go to Stryker, for
 * example `npm run mutate -- pricing --concurrency 1`. What was tried before and has not changed is not tried again.
 * `tests` are folders whose tests have to notice besides those of the folder. `except` are files that stay as they are.
 */
const rooms = {
  pricing: { folder: 'server/pricing' },
  fanout: { folder: 'server/fanout', tests: ['server/graphql', 'server/transport'] },
  engine: { folder: 'server/trading/engine' },
  account: { folder: 'server/trading/account' },
  market: { folder: 'server/market' },
  deribit: { folder: 'server/feeds/deribit' },
  graphql: { folder: 'server/graphql' },
  auth: { folder: 'server/auth' },
  limits: { folder: 'server/limits' },
  edge: { folder: 'server/edge' },
  transport: {
    folder: 'server/transport',
    // Texts for GraphiQL. Tests in a browser read them.
    except: ['examples', 'page', 'styles'].map((text) => `server/transport/pages/graphiql-${text}.ts`),
  },
  live: { folder: 'client/src/live', tests: ['client/src/features'] },
}

sayUsageIfAsked(`Usage: npm run mutate [-- <room> …] [--<flag> …], for example npm run mutate -- pricing --concurrency 1
The rooms are ${Object.keys(rooms).join(', ')}; all of them when none is named.
Flags go to Stryker.`)
const args = process.argv.slice(2)
const firstFlag = args.findIndex((argument) => argument.startsWith('-'))
const named = firstFlag === -1 ? args : args.slice(0, firstFlag)
const flags = args.slice(named.length)
const unknown = named.find((room) => !(room in rooms))
if (unknown !== undefined) fail(`No room "${unknown}"; there are ${Object.keys(rooms).join(', ')}`)

await ensureInstalled('tests/mutation')
for (const room of named.length > 0 ? named : Object.keys(rooms)) {
  console.log(`\n# ${room}`)
  if ((await mutate(room, rooms[room])) !== 0) process.exitCode = 1
}

function mutate(room, { folder, tests = [], except = [] }) {
  const stryker = join(root, 'tests', 'mutation', 'node_modules', '.bin', 'stryker')
  const left = ['**/*.test.ts?(x)', '**/generated/**', ...except].map((name) => `!${name}`)
  const files = [`${folder}/**/*.ts?(x)`, ...left].join(',')
  const known = `node_modules/.cache/stryker/${room}.json`
  return runToEnd(
    process.execPath,
    [stryker, 'run', 'tests/mutation/stryker.config.mjs', '--mutate', files, '--incrementalFile', known, ...flags],
    { env: { MUTATION_TESTS: [folder, ...tests].join(',') } },
  )
}
