import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.js'
import type { DatabaseFacts, NodeFacts, ProcessFacts } from './risk.js'
import { risksOf } from './risks.js'

const node: NodeFacts = { inspectorHost: null, trustsAnyCertificate: false, unsafe: [] }
const usual: ProcessFacts = {
  isProduction: true,
  isRoot: false,
  readableByOthers: [],
  node,
  mostOpenFiles: 1_048_576,
  historyRoomBytes: null,
  database: null,
  certificate: null,
  endlessAdminTokens: null,
}

const randomSecret = 'q9tq6dK2Ff3mQyJ0Zb7hVtN1Rw8sXu5L'

/** Levels and settings of the risks. */
const found = (env: Record<string, string>, facts: Partial<ProcessFacts> = {}) => {
  const config = parseConfig({ ...(facts.isProduction !== false && { NODE_ENV: 'production' }), ...env })
  return risksOf(config, { ...usual, ...facts }).map(({ level, settings }) => `${level} ${settings.join(' ')}`.trim())
}

const tls = { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' }
/** As docs/deploy.md has it: behind a proxy with TLS on this machine. */
const ownSecrets = { METRICS_TOKEN: '8f14e45fceea167a5a36dedd4bea2543', SIM_SEED: 'guess me not' }
const behindProxy = { TRUSTED_PROXIES: '127.0.0.1', ALLOWED_HOSTS: 'desk.example.com', ...ownSecrets }
const withTls = { HOST: '0.0.0.0', ...tls, ALLOWED_HOSTS: 'desk.example.com', ...ownSecrets }
const reading = 'low AUTH'

describe('the risks of a configuration', () => {
  it("are none on a developer's own machine", () => {
    expect(found({}, { isProduction: false })).toEqual([])
  })

  it('are none of a careful operator who wants no strangers, and their reading otherwise', () => {
    expect(found({ ...behindProxy, AUTH: 'required' })).toEqual([])
    expect(found({ ...withTls, AUTH: 'required' })).toEqual([])
    expect(found(behindProxy)).toEqual([reading])
  })

  it.each<[string, Record<string, string>, string]>([
    ['everything for every program', { AUTH: 'off' }, 'low AUTH'],
    [
      'everything for everybody',
      { ...withTls, AUTH: 'off', AUTH_OFF_BEYOND_LOOPBACK: 'true' },
      'high AUTH AUTH_OFF_BEYOND_LOOPBACK',
    ],
    [
      'everything for everybody by a proxy',
      { ...behindProxy, AUTH: 'off', AUTH_OFF_BEYOND_LOOPBACK: 'true' },
      'high AUTH AUTH_OFF_BEYOND_LOOPBACK',
    ],
    ['no TLS', { HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' }, 'high ALLOW_PLAIN_HTTP TLS_CERT'],
    [
      'a way past the proxy',
      { ...behindProxy, HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' },
      'low HOST ALLOW_PLAIN_HTTP',
    ],
    ['a proxy that is not named', { ALLOWED_HOSTS: 'desk.example.com' }, 'high TRUSTED_PROXIES ALLOWED_HOSTS'],
    [
      'a proxy that only an origin tells of',
      { ALLOWED_ORIGINS: 'https://desk.example.com' },
      'high TRUSTED_PROXIES ALLOWED_HOSTS',
    ],
    ['proxies everywhere', { ...behindProxy, TRUSTED_PROXIES: '0.0.0.0/0' }, 'high TRUSTED_PROXIES'],
    ...[
      '::/0',
      '0.0.0.0/1,128.0.0.0/1',
      '::ffff:0:0/96',
      '::ffff:0.0.0.0/97',
      '64.0.0.0/7',
      '2000::/3',
      '2a00::/12',
    ].map((ranges): [string, Record<string, string>, string] => [
      `proxies in ${ranges}`,
      { ...behindProxy, TRUSTED_PROXIES: ranges },
      'high TRUSTED_PROXIES',
    ]),
    [
      'metrics without TLS',
      { ...behindProxy, METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' },
      'high METRICS_HOST METRICS_TOKEN',
    ],
    ['metrics for who guesses', { METRICS_TOKEN: '0000000000000000' }, 'high METRICS_TOKEN'],
    ...[
      'a'.repeat(40),
      'abcdefgh'.repeat(4),
      'correct horse'.repeat(3),
      'your-256-bit-secret-your-256-bit',
      '01234567890123456789012345678901',
    ].map((secret): [string, Record<string, string>, string] => [
      `tokens for who guesses ${secret}`,
      { JWT_SECRET: secret, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' },
      'high JWT_SECRET',
    ]),
    ['a limit that limits nothing', { LIMIT_OPERATIONS_PER_SECOND: '1001' }, 'low LIMIT_OPERATIONS_PER_SECOND'],
    [
      'several such limits',
      { LIMIT_MESSAGES_PER_MINUTE: '1000000', LIMIT_WRITES_PER_MINUTE: '600000', MAX_COST: '10000000' },
      'low LIMIT_MESSAGES_PER_MINUTE LIMIT_WRITES_PER_MINUTE MAX_COST',
    ],
    ['pages without TLS', { ALLOWED_ORIGINS: 'http://desk.example.com' }, 'high ALLOWED_ORIGINS'],
    ['GraphiQL', { ...behindProxy, GRAPHIQL: 'true' }, 'low GRAPHIQL'],
    ['introspection', { ...behindProxy, INTROSPECTION: 'true' }, 'low INTROSPECTION'],
    ['a market whose future is known', { ...behindProxy, SIM_SEED: 'gammacast' }, 'low SIM_SEED'],
    ['metrics for the proxy', { ...behindProxy, METRICS_TOKEN: '' }, 'low METRICS_TOKEN'],
    [
      'ID tokens for the API',
      {
        JWT_JWKS_URL: 'https://login.example/keys',
        JWT_ISSUER: 'https://login.example',
        JWT_AUDIENCE: 'desk',
        OIDC_ISSUER: 'https://login.example',
        OIDC_CLIENT_ID: 'desk',
      },
      'high OIDC_CLIENT_ID JWT_AUDIENCE',
    ],
    [
      'a model without TLS',
      { AGENT_LLM_URL: 'http://llm.example/v1', AGENT_LLM_MODEL: 'm', AGENT_LLM_KEY: 'k' },
      'high AGENT_LLM_URL',
    ],
    ['prices without TLS', { FEED: 'deribit', DERIBIT_URL: 'ws://deribit.example/ws' }, 'high DERIBIT_URL'],
    [
      'tokens that nobody can revoke for long',
      { JWT_SECRET: randomSecret, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a', JWT_MAX_LIFE_WITHOUT_JTI: '25h' },
      'low JWT_MAX_LIFE_WITHOUT_JTI',
    ],
    ['a log that says much', { LOG_LEVEL: 'debug' }, 'low LOG_LEVEL'],
  ])('name %s', (_, env, expected) => {
    expect(found(env)).toContain(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['a model on this machine', { AGENT_LLM_URL: 'http://localhost:1/v1', AGENT_LLM_MODEL: 'm', AGENT_LLM_KEY: 'k' }],
    ['pages on this machine', { ALLOWED_ORIGINS: 'http://localhost:3000' }],
    ['pages over TLS', { ...behindProxy, ALLOWED_ORIGINS: 'https://desk.example.com' }],
    ['prices over TLS', { FEED: 'deribit' }],
    [
      'proxies of private and of narrow networks',
      {
        ...behindProxy,
        TRUSTED_PROXIES: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fd00::/8,104.16.0.0/13,2606:4700::/32',
      },
    ],
    [
      'random secrets',
      {
        JWT_SECRET: randomSecret,
        JWT_ISSUER: 'i',
        JWT_AUDIENCE: 'a',
        METRICS_TOKEN: '9c1a7f3e5b20d864',
      },
    ],
    ['limits that are ten times the usual ones', { LIMIT_OPERATIONS_PER_SECOND: '1000', MAX_TOKENS: '10000' }],
  ])('are not %s', (_, env) => {
    expect(found(env).filter((one) => one.startsWith('high'))).toEqual([])
  })

  it('warns of a disk that what is recorded may fill', () => {
    const room = (historyRoomBytes: number) => ({ historyRoomBytes })
    expect(found({}, room(1_999_999_999))).toEqual(['low HISTORY_MAX_BYTES'])
    expect(found({}, room(2_000_000_000))).toEqual([])
    expect(found({ HISTORY_MAX_BYTES: '0' }, room(0))).toEqual([])
    expect(found({ DATABASE_URL: 'postgres://127.0.0.1/a' }, room(0))).toEqual([])
  })

  it('name root, a development build beyond this machine, and files that others can read', () => {
    expect(found({}, { isRoot: true })).toEqual(['low'])
    expect(found({}, { endlessAdminTokens: 2 })).toEqual(['low'])
    expect(found({}, { endlessAdminTokens: 0 })).toEqual([])
    expect(found(behindProxy, { isProduction: false })).toContain('low NODE_ENV')
    expect(found({}, { readableByOthers: ['.env'] })).toEqual(['low'])
    expect(found(behindProxy, { readableByOthers: ['.env'] })[0]).toBe('high')
  })

  it.each<[string, Partial<NodeFacts>, readonly string[]]>([
    ['an inspector for all', { inspectorHost: '0.0.0.0' }, ['high NODE_OPTIONS']],
    ['an inspector for this machine', { inspectorHost: '127.0.0.1' }, ['low NODE_OPTIONS']],
    ['trust in any certificate', { trustsAnyCertificate: true }, ['high NODE_TLS_REJECT_UNAUTHORIZED']],
    ['HTTP that is read loosely', { unsafe: ['--insecure-http-parser'] }, ['high']],
  ])('name %s', (_, facts, expected) => {
    expect(found({}, { node: { ...node, ...facts } })).toEqual(expected)
  })

  const remote: DatabaseFacts = { isLocal: false, tls: 'verified', hasPassword: true }
  it.each<[string, Partial<DatabaseFacts>, readonly string[]]>([
    ['PostgreSQL without TLS', { tls: 'none' }, ['high DATABASE_URL']],
    ['PostgreSQL that may be another', { tls: 'unverified' }, ['high DATABASE_URL']],
    ['PostgreSQL without password', { hasPassword: false }, ['low DATABASE_URL']],
    ['nothing of PostgreSQL with TLS', {}, []],
    ['nothing of PostgreSQL on this machine', { isLocal: true, tls: 'none', hasPassword: false }, []],
  ])('name %s', (_, facts, expected) => {
    expect(found({}, { database: { ...remote, ...facts } })).toEqual(expected)
  })

  it.each([
    ['that has expired', -1, null, ['high TLS_CERT']],
    ['that expires soon', 14, null, ['low TLS_CERT']],
    ['with a weak key', 90, 1_024, ['high TLS_CERT']],
    ['that is good', 15, 2_048, []],
  ] as const)('name a certificate %s', (_, daysLeft, rsaBits, expected) => {
    expect(found({}, { certificate: { daysLeft, rsaBits } })).toEqual(expected)
  })

  it('name too few open files for the connections of strangers', () => {
    const careful = { ...behindProxy, AUTH: 'required' }
    expect(found(careful, { mostOpenFiles: 20_199 })).toEqual(['low LIMIT_CONNECTIONS'])
    expect(found(careful, { mostOpenFiles: 20_200 })).toEqual([])
    expect(found({ ...careful, LIMIT_CONNECTIONS: '800' }, { mostOpenFiles: 1_024 })).toEqual([])
    expect(found({}, { mostOpenFiles: 1_024 })).toEqual([])
  })

  it('come with the high ones first, and say no secret', () => {
    const env = { METRICS_TOKEN: 'hunter2hunter2hunter2', LOG_LEVEL: 'debug', ALLOWED_HOSTS: 'a.example' }
    const risks = risksOf(parseConfig(env), { ...usual, isRoot: true })
    expect(risks.map(({ level }) => level)).toEqual([...risks.map(({ level }) => level)].sort())
    expect(JSON.stringify(risks)).not.toContain('hunter2')
  })
})
