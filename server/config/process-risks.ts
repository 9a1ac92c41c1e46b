import { isLoopback } from '../lib/loopback.js'
import { isPublic } from './reach.js'
import { risk, type Check } from './risk.js'

const fewestDays = 14
const fewestRsaBits = 2_048
/** Besides the connections of clients: the store, the feed, the log. */
const ownFiles = 200

/** Risks of the process and its machine, and of what its settings lead to. */
export const processChecks: readonly Check[] = [
  (_config, { database }) => {
    if (database === null || database.isLocal) return null
    if (database.tls === 'verified') {
      return database.hasPassword
        ? null
        : risk('low', ['DATABASE_URL'], 'There is no password: look whether PostgreSQL asks everybody for one.')
    }
    const how =
      database.tls === 'none'
        ? 'Accounts travel to PostgreSQL without TLS.'
        : 'Nobody checks the certificate of PostgreSQL, so anyone on the way can pretend to be it.'
    return risk('high', ['DATABASE_URL'], `${how} Let sslmode=verify-full be the only word of the address about TLS.`)
  },
  (_config, { node: { trustsAnyCertificate } }) =>
    trustsAnyCertificate
      ? risk(
          'high',
          ['NODE_TLS_REJECT_UNAUTHORIZED'],
          'No certificate is checked: anyone on the way can pretend to be the issuer of tokens, PostgreSQL, Deribit or the language model. Unset it.',
        )
      : null,
  (_config, { node: { inspectorHost } }) => {
    if (inspectorHost === null) return null
    const who = isLoopback(inspectorHost) ? 'Every user of this machine' : 'Everybody'
    const level = isLoopback(inspectorHost) ? 'low' : 'high'
    return risk(
      level,
      ['NODE_OPTIONS'],
      `${who} may run code in the server through its inspector. Leave --inspect out.`,
    )
  },
  (_config, { node: { unsafe } }) =>
    unsafe.length > 0
      ? risk('high', [], `${unsafe.join(', ')}: this weakens TLS or HTTP, or prints what is sent. Leave it out.`)
      : null,
  (_config, { certificate }) => {
    const { daysLeft = Infinity, rsaBits = null } = certificate ?? {}
    if (daysLeft <= 0) return risk('high', ['TLS_CERT'], 'The certificate has expired: no client connects. Renew it.')
    if (rsaBits !== null && rsaBits < fewestRsaBits)
      return risk('high', ['TLS_CERT'], `A key of ${rsaBits} bits can be broken. Use EC, or RSA with ${fewestRsaBits}.`)
    return daysLeft <= fewestDays
      ? risk('low', ['TLS_CERT'], `The certificate expires in ${Math.ceil(daysLeft)} days. Renew it.`)
      : null
  },
  (_config, { endlessAdminTokens }) =>
    endlessAdminTokens !== null && endlessAdminTokens > 0
      ? risk(
          'low',
          [],
          `${endlessAdminTokens === 1 ? '1 token with the scope admin never expires' : `${endlessAdminTokens} tokens with the scope admin never expire`}. "npm run token -- list" shows which: revoke each, and mint another with --expires.`,
        )
      : null,
  (config, { mostOpenFiles }) =>
    isPublic(config) && mostOpenFiles !== null && mostOpenFiles < config.limits.connections + ownFiles
      ? risk(
          'low',
          ['LIMIT_CONNECTIONS'],
          `The process may have ${mostOpenFiles} files open, fewer than ${config.limits.connections} connections and ${ownFiles} of its own need. Raise "ulimit -n", or lower the limit.`,
        )
      : null,
  ({ history, databaseUrl }, { historyRoomBytes }) =>
    history !== null && databaseUrl === null && historyRoomBytes !== null && historyRoomBytes < history.maxBytes
      ? risk(
          'low',
          ['HISTORY_MAX_BYTES'],
          `The disk of DATA_DIR has ${Math.floor(historyRoomBytes / 1e6)} MB for what is recorded, which may grow to ${Math.floor(history.maxBytes / 1e6)} MB. When the disk is full, nobody can trade. Lower HISTORY_MAX_BYTES.`,
        )
      : null,
  (_config, { isRoot }) =>
    isRoot
      ? risk(
          'low',
          [],
          'The server runs as root: a fault in it would be one of the whole machine. Run it as a user of its own.',
        )
      : null,
  (config, { readableByOthers }) =>
    readableByOthers.length > 0
      ? risk(
          isPublic(config) ? 'high' : 'low',
          readableByOthers.includes(config.dataDir) ? ['DATA_DIR'] : [],
          `Other users of this machine can read ${readableByOthers.join(', ')}: settings, tokens and accounts. chmod o-rwx them.`,
        )
      : null,
]
