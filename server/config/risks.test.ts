import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.js'
import { risksOf, type ProcessFacts } from './risks.js'

const usual: ProcessFacts = { isProduction: true, isRoot: false, readableByOthers: [] }

/** Levels and settings of the risks. */
const found = (env: Record<string, string>, facts: Partial<ProcessFacts> = {}) => {
  const config = parseConfig({ ...(facts.isProduction !== false && { NODE_ENV: 'production' }), ...env })
  return risksOf(config, { ...usual, ...facts }).map(({ level, settings }) => `${level} ${settings.join(' ')}`.trim())
}

const tls = { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' }
/** As docs/deploy.md has it: behind a proxy with TLS on this machine. */
const ownSecrets = { METRICS_TOKEN: 'x'.repeat(32), SIM_SEED: 'guess me not' }
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
    ['proxies everywhere by IPv6', { ...behindProxy, TRUSTED_PROXIES: '::/0' }, 'high TRUSTED_PROXIES'],
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
    ['PostgreSQL without TLS', { DATABASE_URL: 'postgres://u:p@db.example/g' }, 'high DATABASE_URL'],
    [
      'PostgreSQL with TLS as it likes',
      { DATABASE_URL: 'postgres://u:p@db.example/g?sslmode=prefer' },
      'high DATABASE_URL',
    ],
    [
      'PostgreSQL without password',
      { DATABASE_URL: 'postgres://db.example/g?sslmode=verify-full' },
      'low DATABASE_URL',
    ],
    [
      'a model without TLS',
      { AGENT_LLM_URL: 'http://llm.example/v1', AGENT_LLM_MODEL: 'm', AGENT_LLM_KEY: 'k' },
      'high AGENT_LLM_URL',
    ],
    ['prices without TLS', { FEED: 'deribit', DERIBIT_URL: 'ws://deribit.example/ws' }, 'high DERIBIT_URL'],
    ['a log that says much', { LOG_LEVEL: 'debug' }, 'low LOG_LEVEL'],
  ])('name %s', (_, env, expected) => {
    expect(found(env)).toContain(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['PostgreSQL on this machine', { DATABASE_URL: 'postgres://u:p@127.0.0.1/g' }],
    ['PostgreSQL over TLS', { DATABASE_URL: 'postgres://u:p@db.example/g?sslmode=verify-full' }],
    ['a model on this machine', { AGENT_LLM_URL: 'http://localhost:1/v1', AGENT_LLM_MODEL: 'm', AGENT_LLM_KEY: 'k' }],
    ['pages on this machine', { ALLOWED_ORIGINS: 'http://localhost:3000' }],
    ['pages over TLS', { ...behindProxy, ALLOWED_ORIGINS: 'https://desk.example.com' }],
    ['prices over TLS', { FEED: 'deribit' }],
  ])('are not %s', (_, env) => {
    expect(found(env).filter((one) => one.startsWith('high'))).toEqual([])
  })

  it('name root, a development build beyond this machine, and files that others can read', () => {
    expect(found({}, { isRoot: true })).toEqual(['low'])
    expect(found(behindProxy, { isProduction: false })).toContain('low NODE_ENV')
    expect(found({}, { readableByOthers: ['.env'] })).toEqual(['low'])
    expect(found(behindProxy, { readableByOthers: ['.env'] })[0]).toBe('high')
  })

  it('come with the high ones first, and say no secret', () => {
    const env = { DATABASE_URL: 'postgres://user:hunter2@db.example/g', LOG_LEVEL: 'debug', ALLOWED_HOSTS: 'a.example' }
    const risks = risksOf(parseConfig(env), { ...usual, isRoot: true })
    expect(risks.map(({ level }) => level)).toEqual([...risks.map(({ level }) => level)].sort())
    expect(JSON.stringify(risks)).not.toContain('hunter2')
  })
})
