import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Who may import whom, besides itself. A name with a slash and no star is one file: the port of that folder. Files of
 * `server/compose/` and `client/src/app/`, and the entries directly under `server/`, may import everything of theirs.
 */
const mayImport = {
  'server/lib': [],
  'server/domain': [],
  'server/config': ['server/lib'],
  'server/metrics': ['server/domain', 'server/lib'],
  'server/pricing': ['server/domain'],
  'server/bus': ['server/domain', 'server/lib'],
  'server/storage': ['server/domain', 'server/lib'],
  'server/feeds': ['server/domain', 'server/pricing', 'server/lib'],
  'server/market': [
    'server/domain',
    'server/pricing',
    'server/lib',
    'server/feeds/market-feed',
    'server/bus/event-bus',
  ],
  'server/trading': [
    'server/domain',
    'server/pricing',
    'server/lib',
    'server/bus/event-bus',
    'server/storage/journal',
    'server/storage/equity-store',
  ],
  'server/auth': ['server/lib', 'server/storage/token-store'],
  'server/fanout': ['server/lib', 'server/metrics'],
  'server/graphql': [
    'server/fanout',
    'server/domain',
    'server/lib',
    'server/metrics',
    'server/bus/event-bus',
    'server/auth',
    'server/storage/journal',
    'server/storage/token-store',
    'server/market/market',
    'server/market/chain-views',
    'server/market/instrument-views',
    'server/trading/account-reader',
    'server/trading/brokerage',
  ],
  'server/transport': ['server/auth', 'server/graphql', 'server/fanout', 'server/metrics', 'server/lib'],
  'client/src/lib': [],
  'client/src/gql': [],
  'client/src/components': ['client/src/lib'],
  'client/src/charts': ['client/src/lib'],
  'client/src/transport': ['client/src/lib'],
  'client/src/live': ['client/src/transport/live-transport', 'client/src/gql', 'client/src/lib'],
  'client/src/features': [
    'client/src/live',
    'client/src/charts',
    'client/src/components',
    'client/src/lib',
    'client/src/gql',
  ],
}

/** The folder of the table that a file belongs to; null for files that compose, and for those outside the table. */
function roomOf(file) {
  return Object.keys(mayImport).find((room) => file.startsWith(`${room}/`)) ?? null
}

function featureOf(file) {
  return /^client\/src\/features\/([^/]+)\//.exec(file)?.[1] ?? null
}

/** Says why an import is against the direction, or null. Paths are relative to the project, with slashes. */
export function forbidden(from, to) {
  const [room, target] = [roomOf(from), roomOf(to)]
  const outside = !to.startsWith(from.split('/')[0] + '/')
  if ((from.startsWith('server/') || from.startsWith('client/src/')) && outside) {
    return `${from} may import nothing outside ${from.split('/')[0]}/`
  }
  if (room === null) return null
  if (featureOf(from) !== null && featureOf(to) !== null && featureOf(from) !== featureOf(to)) {
    return `feature ${featureOf(from)} may not import feature ${featureOf(to)}`
  }
  if (room === target) return null
  const file = to.replace(/\.(m?[jt]sx?)$/, '')
  const allowed = mayImport[room].some((one) => one === target || one === file)
  return allowed ? null : `${room} may not import ${to}`
}

/** ESLint rule: relative imports follow the table above; tests may import what they need. */
export const importDirection = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename).split(sep).join('/')
    if (/\.test\.tsx?$/.test(from)) return {}
    const check = (node) => {
      const specifier = node.source?.value
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return
      const to = relative(root, resolve(dirname(context.filename), specifier))
        .split(sep)
        .join('/')
      const reason = forbidden(from, to)
      if (reason) context.report({ node, message: reason })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
