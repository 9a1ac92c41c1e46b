import { msPerDay } from '../domain/units.js'
import { isLoopback } from '../lib/loopback.js'
import type { Config } from './config.js'
import { limitChecks } from './limit-risks.js'
import { processChecks } from './process-risks.js'
import { isPublic } from './reach.js'
import { risk, type Check, type ProcessFacts, type Risk } from './risk.js'
import { secretChecks } from './secret-risks.js'
import { knownSeed } from './settings.js'
import { trustsMuch } from './trusts-much.js'

/** The risks of a configuration, the high ones first. */
export function risksOf(config: Config, facts: ProcessFacts): readonly Risk[] {
  const all = [...checks, ...secretChecks, ...limitChecks, ...processChecks]
  const found = all.flatMap((check) => check(config, facts) ?? [])
  return [...found.filter(({ level }) => level === 'high'), ...found.filter(({ level }) => level === 'low')]
}

const isProxied = ({ trustedProxies }: Config['edge']) => trustedProxies.length > 0

const hostOf = (url: string) => new URL(url).hostname

/** Whether what is sent to the address can be read on its way. */
function isPlain(url: string): boolean {
  return /^(http|ws):/.test(url) && !isLoopback(hostOf(url))
}

const checks: readonly Check[] = [
  (config) => {
    if (config.auth.mode !== 'off') return null
    return isPublic(config)
      ? risk(
          'high',
          ['AUTH', 'AUTH_OFF_BEYOND_LOOPBACK'],
          'Everybody may read and write everything. Set AUTH=read-open or required.',
        )
      : risk('low', ['AUTH'], 'Every program of this machine may read and write everything. Set AUTH=read-open.')
  },
  (config) =>
    config.auth.mode === 'read-open' && isPublic(config)
      ? risk(
          'low',
          ['AUTH'],
          'Everybody reads the market and all public accounts. If that is not meant, AUTH=required.',
        )
      : null,
  ({ host, edge }) =>
    !isLoopback(host) && edge.tls === null && !isProxied(edge)
      ? risk(
          'high',
          ['ALLOW_PLAIN_HTTP', 'TLS_CERT'],
          'Tokens and answers can be read and changed on their way. Set TLS_CERT and TLS_KEY, or put a proxy with TLS in front and name it in TRUSTED_PROXIES.',
        )
      : null,
  ({ host, edge }) =>
    edge.tls === null && isProxied(edge) && !isLoopback(host)
      ? risk(
          'low',
          ['HOST', 'ALLOW_PLAIN_HTTP'],
          'Whoever reaches the port passes by the proxy, without TLS. Let a firewall admit the proxy alone, or set HOST=127.0.0.1.',
        )
      : null,
  ({ host, edge }) =>
    isLoopback(host) && !isProxied(edge) && isPublic({ host, edge })
      ? risk(
          'high',
          ['TRUSTED_PROXIES', 'ALLOWED_HOSTS'],
          'All clients behind a proxy count as this machine, with its high limits, and as one address. Name the proxy in TRUSTED_PROXIES.',
        )
      : null,
  ({ edge }) =>
    trustsMuch(edge.trustedProxies)
      ? risk(
          'high',
          ['TRUSTED_PROXIES'],
          'Any client of a large part of the internet may claim any address, and so escape every limit. Name the proxies only.',
        )
      : null,
  ({ edge }) => {
    const plain = edge.allowedOrigins.filter((origin) => isPlain(origin))
    return plain.length === 0
      ? null
      : risk(
          'high',
          ['ALLOWED_ORIGINS'],
          `Pages of ${plain.join(', ')} come without TLS, so anyone on their way can use the API in the name of their readers. Allow https origins only.`,
        )
  },
  (config, { isProduction }) =>
    isPublic(config) && !isProduction
      ? risk(
          'low',
          ['NODE_ENV'],
          'GraphiQL, introspection and hints are on unless set otherwise. Set NODE_ENV=production.',
        )
      : null,
  (config) => {
    const { graphiql, introspection, plainGet } = config.edge
    const on = Object.entries({ GRAPHIQL: graphiql, INTROSPECTION: introspection, PLAIN_GET: plainGet })
    const open = on.filter(([, isOn]) => isOn).map(([name]) => name)
    return isPublic(config) && open.length > 0
      ? risk('low', open, `${open.join(', ')}: true. They help strangers to find out what there is. Set them to false.`)
      : null
  },
  (config) =>
    isPublic(config) && config.edge.metrics.token === null && config.edge.metrics.address === null
      ? risk(
          'low',
          ['METRICS_TOKEN'],
          'Whatever runs on this machine, a proxy too, reads /metrics. Set METRICS_TOKEN, or METRICS_PORT for an address of its own.',
        )
      : null,
  ({ edge }) =>
    edge.metrics.address !== null && !isLoopback(edge.metrics.address.host) && edge.tls === null
      ? risk(
          'high',
          ['METRICS_HOST', 'METRICS_TOKEN'],
          'The token of the metrics travels without TLS. Set TLS_CERT and TLS_KEY, or METRICS_HOST=127.0.0.1.',
        )
      : null,
  ({ trading: { llm } }) =>
    llm !== null && llm.key !== null && isPlain(llm.url)
      ? risk('high', ['AGENT_LLM_URL'], 'The key of the language model travels without TLS. Use https.')
      : null,
  ({ feed }) =>
    feed.kind === 'deribit' && isPlain(feed.url)
      ? risk('high', ['DERIBIT_URL'], 'Market data come without TLS: anyone on their way can invent prices. Use wss.')
      : null,
  (config) =>
    isPublic(config) && config.feed.kind === 'simulated' && config.feed.seed === knownSeed
      ? risk(
          'low',
          ['SIM_SEED'],
          'Everybody can compute the simulated market of the default seed, its future too, and trade on it. Set a seed that nobody can guess.',
        )
      : null,
  ({ auth: { jwt } }) =>
    jwt !== null && 'jwksUrl' in jwt.key && isPlain(jwt.key.jwksUrl)
      ? risk('high', ['JWT_JWKS_URL'], 'Keys come without TLS: anyone on their way can let themselves in. Use https.')
      : null,
  ({ auth: { jwt } }) =>
    jwt !== null && jwt.maxLifeWithoutJtiMs > msPerDay
      ? risk(
          'low',
          ['JWT_MAX_LIFE_WITHOUT_JTI'],
          'A token without "jti" that is known to others cannot be revoked, and goes on for so long. Set 24h or less.',
        )
      : null,
  ({ auth: { oidc } }) =>
    oidc !== null && oidc.clientId === oidc.audience
      ? risk(
          'high',
          ['OIDC_CLIENT_ID', 'JWT_AUDIENCE'],
          'Tokens that say who signed in (ID tokens) have the same audience as those that allow something. Register the API with an audience of its own.',
        )
      : null,
  ({ logLevel }) =>
    logLevel === 'trace' || logLevel === 'debug'
      ? risk(
          'low',
          ['LOG_LEVEL'],
          'The log tells who connects and why requests fail. Set LOG_LEVEL=info when all is well.',
        )
      : null,
]
