/**
 * The walls: who may import whom. `npm run check` keeps them, types included; docs/architecture.md says what each room
 * holds. A name ending in `.ts` is one file: the port of its folder. One ending in a slash is a folder with all rooms in it.
 */
const ports = {
  bus: 'server/bus/event-bus.ts',
  feed: 'server/feeds/market-feed.ts',
  journal: 'server/storage/journal.ts',
  equity: 'server/storage/equity-store.ts',
  tokens: 'server/storage/token-store.ts',
  history: 'server/history/market-history.ts',
  imports: 'server/history/market-imports.ts',
  bars: 'server/history/bars/bar-store.ts',
  candles: 'server/history/bars/candle-reader.ts',
  candleViews: 'server/history/bars/candle-views.ts',
  agent: 'server/trading/agents/trading-agent.ts',
  transport: 'client/src/transport/live-transport.ts',
}

export const mayImport = {
  'server/lib': [],
  'server/domain': [],
  // Who is a trusted proxy is asked in the same way by the doctor's risks and by the server.
  'server/config': ['server/limits/limits.ts', 'server/edge/trusted-proxies.ts', 'server/domain', 'server/lib'],
  'server/metrics': ['server/domain', 'server/lib'],
  'server/limits': ['server/metrics', 'server/lib'],
  'server/limits/memory': ['server/limits', 'server/lib'],
  'server/pricing': ['server/domain'],
  'server/bus': ['server/domain', 'server/lib'],
  'server/bus/memory': ['server/bus', 'server/domain', 'server/lib'],
  'server/feeds': ['server/domain', 'server/lib'],
  'server/feeds/simulated': ['server/feeds', 'server/domain', 'server/pricing', 'server/lib'],
  'server/feeds/deribit': [
    'server/feeds/deribit/connection',
    'server/feeds/deribit/language',
    'server/feeds',
    'server/domain',
    'server/lib',
  ],
  'server/feeds/deribit/connection': [
    'server/feeds/deribit/language/messages.ts',
    'server/feeds/deribit/language/requests.ts',
    'server/feeds/deribit/language/channels.ts',
    'server/feeds/deribit/language/index-name.ts',
    'server/feeds',
    'server/domain',
    'server/lib',
  ],
  'server/feeds/deribit/language': ['server/domain', 'server/lib'],
  'server/feeds/replay': ['server/feeds/deribit/language', 'server/feeds', 'server/domain', 'server/lib'],
  'server/market': [ports.feed, ports.bus, 'server/domain', 'server/pricing', 'server/lib'],
  'server/history': [
    'server/history/segment',
    'server/market/key-frame.ts',
    ports.journal,
    'server/domain',
    'server/lib',
  ],
  'server/history/segment': [
    'server/pricing',
    'server/history/recorded-event.ts',
    'server/market/key-frame.ts',
    'server/domain',
    'server/lib',
  ],
  'server/history/bars': [
    ports.history,
    ports.journal,
    ports.bus,
    'server/market/market.ts',
    'server/market/read-each.ts',
    'server/domain',
    'server/lib',
  ],
  'server/storage': [
    ports.history,
    ports.imports,
    ports.bars,
    'server/storage/sql',
    'server/storage/sqlite',
    'server/storage/postgres',
    'server/storage/migrations',
    'server/domain',
    'server/lib',
  ],
  'server/records': ['server/domain', 'server/lib'],
  'server/storage/sql': [
    ports.history,
    ports.imports,
    ports.bars,
    'server/storage',
    'server/records',
    'server/domain',
    'server/lib',
  ],
  'server/storage/sqlite': ['server/storage', 'server/domain', 'server/lib'],
  'server/storage/postgres': ['server/storage', 'server/domain', 'server/lib'],
  'server/storage/migrations': ['server/storage', 'server/domain', 'server/lib'],
  'server/auth': [ports.tokens, 'server/domain', 'server/lib'],
  'server/trading': [
    'server/trading/commands',
    'server/trading/account',
    'server/trading/published',
    'server/trading/board',
    'server/trading/performance',
    ports.agent,
    ports.bus,
    ports.journal,
    ports.equity,
    'server/domain',
    'server/lib',
  ],
  'server/trading/commands': [
    'server/trading',
    'server/trading/account',
    'server/trading/published',
    ports.journal,
    'server/records',
    'server/domain',
    'server/lib',
  ],
  'server/trading/published': ['server/trading/account', ports.bus, 'server/domain', 'server/lib'],
  'server/trading/account': [
    'server/trading/engine',
    'server/trading/performance',
    'server/trading/board',
    'server/trading/account-reader.ts',
    'server/trading/brokerage.ts',
    'server/trading/committer.ts',
    ports.agent,
    ports.bus,
    ports.journal,
    'server/records',
    'server/domain',
    'server/lib',
  ],
  'server/trading/performance': ['server/trading/engine', ports.equity, 'server/domain'],
  'server/trading/board': ['server/trading/engine', ports.bus, 'server/domain', 'server/lib'],
  'server/trading/engine': ['server/domain', 'server/lib'],
  'server/trading/agents': ['server/domain', 'server/pricing', 'server/lib'],
  'server/fanout': ['server/metrics', 'server/lib'],
  'server/graphql': [
    'server/graphql/modules',
    'server/graphql/generated',
    'server/fanout',
    'server/auth',
    'server/metrics',
    'server/market/market.ts',
    'server/market/chain-views.ts',
    'server/market/instrument-views.ts',
    ports.candles,
    ports.candleViews,
    'server/trading/account-reader.ts',
    'server/trading/brokerage.ts',
    ports.bus,
    ports.journal,
    ports.tokens,
    'server/domain',
    'server/lib',
  ],
  'server/graphql/modules': [
    'server/graphql',
    'server/auth',
    'server/graphql/generated',
    'server/fanout',
    'server/metrics',
    'server/market/market.ts',
    'server/market/chain-views.ts',
    'server/market/instrument-views.ts',
    ports.candles,
    ports.candleViews,
    'server/trading/account-reader.ts',
    'server/trading/brokerage.ts',
    ports.bus,
    ports.journal,
    'server/domain',
    'server/lib',
  ],
  'server/graphql/generated': [
    'server/graphql/context.ts',
    ports.candleViews,
    'server/graphql/modules',
    'server/auth',
    ports.tokens,
    'server/trading/brokerage.ts',
    'server/domain',
  ],
  'server/graphql/pipeline': [
    'server/graphql',
    'server/fanout',
    'server/auth',
    'server/metrics',
    ports.journal,
    'server/trading/brokerage.ts',
    'server/domain/limits.ts',
    'server/lib',
  ],
  'server/edge': ['server/graphql/errors.ts', 'server/lib'],
  'server/transport': [
    'server/edge',
    'server/graphql/pipeline',
    'server/graphql',
    'server/fanout',
    'server/auth',
    'server/limits',
    'server/metrics',
    'server/lib',
  ],
  'server/compose': ['server/'],
  server: [
    'server/compose',
    'server/auth',
    'server/config',
    'server/storage/open-store.ts',
    ports.tokens,
    'server/lib',
  ],
  'client/src/lib': [],
  'client/src/gql': [],
  'client/src/styles': [],
  'client/src/components': ['client/src/lib'],
  'client/src/charts': ['client/src/lib'],
  'client/src/transport': ['client/src/lib'],
  'client/src/identity': [ports.transport, 'client/src/gql', 'client/src/lib'],
  'client/src/live': [ports.transport, 'client/src/gql', 'client/src/lib'],
  'client/src/features': [
    'client/src/live',
    'client/src/identity',
    'client/src/charts',
    'client/src/components',
    'client/src/lib',
    'client/src/gql',
  ],
  'client/src/app': ['client/src/'],
  'client/src': ['client/src/'],
  client: ['client/src/live'],
  examples: [],
  scripts: [],
  bench: ['server/', 'tests/support/'],
  tests: ['server/', 'examples/'],
}

/** Files of tests: they may also import what their room may not. */
const testFile = '\\.test\\.tsx?$'
const testFolder = '^(server|client)/.*/testing/|^tests/'
const ours = '^(server|client|tests|bench|examples|scripts)/'

const isRoom = (name) => name in mayImport

/** The files of a room, as a regular expression: all below its folder, or those in it when it has rooms inside. */
function filesOf(name) {
  if (name.endsWith('/')) return `^${name}`
  if (/\.ts$/.test(name)) return `^${name.replace('.', '\\.')}$`
  const hasRooms = Object.keys(mayImport).some((other) => other.startsWith(`${name}/`))
  return hasRooms ? `^${name}/[^/]+$` : `^${name}/`
}

const unknown = Object.values(mayImport)
  .flat()
  .filter((name) => !isRoom(name) && !/\/$|\.ts$/.test(name))
if (unknown.length > 0) throw new Error(`No rooms: ${unknown.join(', ')}`)

const walls = Object.entries(mayImport).map(([room, allowed]) => ({
  name: room,
  comment: `${room} may import: ${allowed.join(', ') || 'nothing else of ours'}`,
  severity: 'error',
  from: { path: filesOf(room), pathNot: [testFile, testFolder].filter(() => room !== 'tests') },
  to: { path: ours, pathNot: [filesOf(room), ...allowed.map(filesOf)] },
}))

/** A tool loads them by their name. */
const loadedByName = ['^tests/support/shifted-date\\.ts$', '^tests/mutation/stryker\\.config\\.mjs$']

const rules = [
  {
    name: 'no-cycle',
    comment: 'Files that need each other are one file, or have a third one in common.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'No file imports it and it imports none.',
    from: { orphan: true, path: ours, pathNot: ['\\.d\\.m?ts$', ...loadedByName] },
    to: {},
  },
  {
    name: 'every-file-has-a-room',
    comment: 'Its folder is not in the table of walls.',
    from: { path: ours, pathNot: [testFolder, ...Object.keys(mayImport).map(filesOf)] },
    to: {},
  },
  {
    name: 'features-apart',
    comment: 'A panel knows no other panel; what two need is in live, components or lib.',
    from: { path: '^client/src/features/([^/]+)/' },
    to: { path: '^client/src/features/', pathNot: '^client/src/features/$1/' },
  },
  {
    name: 'no-test-in-product',
    comment: 'Only tests and benches import what is made for tests.',
    from: { path: '^(server|client|examples|scripts)/', pathNot: [testFile, testFolder] },
    to: { path: [testFile, testFolder] },
  },
  {
    name: 'no-test-imported',
    comment: 'What two tests need is in a folder named testing, or in tests/support.',
    from: {},
    to: { path: testFile },
  },
  {
    name: 'tests-of-the-server',
    comment: 'Tests beside the server import the server and tests/support.',
    from: { path: '^server/.*(\\.test\\.ts$|/testing/)' },
    to: { path: ours, pathNot: ['^server/', '^tests/support/'] },
  },
  {
    name: 'tests-of-the-client',
    comment: 'Client and server share nothing but the schema, in tests too.',
    from: { path: '^client/' },
    to: { path: ours, pathNot: '^client/' },
  },
  {
    name: 'no-build-tool-at-run-time',
    comment: 'A production copy has the dependencies and none of the devDependencies.',
    from: { path: '^server/', pathNot: [testFile, testFolder] },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
]

export default {
  forbidden: [...walls, ...rules.map((rule) => ({ severity: 'error', ...rule }))],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|node_modules/.*/node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
}
