import { z } from 'zod'
import type { BuiltInAgentName } from '../domain/agent.js'
import type { LogLevel } from '../lib/logger.js'
import { isLoopback } from '../lib/loopback.js'
import type { Limits } from '../limits/limits.js'
import { limitsOf } from './limit-settings.js'
import { settingsOfReach } from './reach.js'
import type { Setting } from './setting.js'
import { settings } from './settings.js'

export type FeedConfig =
  | {
      readonly kind: 'simulated'
      readonly seed: string
      readonly tickMs: number
      readonly chainMs: number
      /** How much of the past the agents get at the first start; 0: none. */
      readonly warmUpHours: number
    }
  | { readonly kind: 'deribit'; readonly url: string; readonly record: boolean }
  | { readonly kind: 'replay'; readonly file: string; readonly speed: number; readonly loop: boolean }

export interface AuthConfig {
  /** What a caller may do without credentials: everything, read what is public, or nothing. */
  readonly mode: 'off' | 'read-open' | 'required'
  /** Which JWTs are accepted. Null: none. */
  readonly jwt: JwtConfig | null
  /** Where people sign in to the dashboard. Null: with tokens that they have. */
  readonly oidc: OidcConfig | null
}

/** What the dashboard needs for the authorization code flow. Nothing of it is secret. */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** What it asks for, with spaces between. */
  readonly scope: string
  /** For which API the tokens are. */
  readonly audience: string
}

export interface JwtConfig {
  readonly issuer: string
  readonly audience: string
  /** How long a JWT without `jti` may still last when it comes. */
  readonly maxLifeWithoutJtiMs: number
  /** A secret that the issuer shares with us, or where it publishes its keys. */
  readonly key: { readonly secret: string } | { readonly jwksUrl: string }
}

export interface LlmConfig {
  readonly url: string
  readonly model: string
  readonly key: string | null
}

/** Who may send what, and what is shown to whom, before any operation runs. */
export interface EdgeConfig {
  /** Origins of web pages, besides our own, that may use the API. */
  readonly allowedOrigins: readonly string[]
  /** Whether clients without `Origin`, which are not browsers, are refused. */
  readonly requireOrigin: boolean
  /** Names under which the server is served. */
  readonly allowedHosts: readonly string[]
  /** Addresses and ranges of proxies whose `X-Forwarded-…` headers count. */
  readonly trustedProxies: readonly string[]
  /** The files of certificate and key, as PEM. Null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly graphiql: boolean
  readonly introspection: boolean
  /** Whether a GET is answered that any web page could have sent. */
  readonly plainGet: boolean
  readonly metrics: {
    /** Null: they are at `/metrics` of the API's address. */
    readonly address: { readonly host: string; readonly port: number } | null
    readonly token: string | null
  }
}

/** What one GraphQL operation may be. */
export interface OperationsConfig {
  readonly limits: {
    readonly maxDepth: number
    readonly maxTokens: number
    readonly maxAliases: number
    readonly maxDirectives: number
    readonly maxCost: number
  }
  /** Whether only the dashboard's operations and those of `file` may run. */
  readonly onlyKnown: boolean
  /** JSON with the texts of operations by their ids; null without one. */
  readonly file: string | null
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly logLevel: LogLevel
  readonly edge: EdgeConfig
  readonly auth: AuthConfig
  readonly limits: Limits
  readonly operations: OperationsConfig
  readonly feed: FeedConfig
  /** Null: a SQLite file in the data folder. */
  readonly databaseUrl: string | null
  /** What a server does while another one has the store: `auto` refuses to start, `engine` waits, and takes over. */
  readonly role: 'auto' | 'engine'
  /** How much is kept of what the feed says, and how long. Null: it is not recorded. */
  readonly history: { readonly maxBytes: number; readonly maxAgeMs: number } | null
  readonly trading: {
    readonly agents: readonly BuiltInAgentName[]
    /** Those of them that trade what they missed in a pause of the server. */
    readonly catchUp: readonly BuiltInAgentName[]
    /** An agent that asks a model; null without one. */
    readonly llm: LlmConfig | null
    readonly decisionIntervalMs: number
    readonly sampleIntervalMs: number
  }
}

/** Every fault of the configuration at once, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(
    readonly faults: readonly string[],
    /** Sentences about things that are not faults. */
    warnings: readonly string[] = [],
  ) {
    const besides = warnings.length > 0 ? ['Besides:', ...warnings.map(indented)] : []
    super(['The configuration is not usable:', ...faults.map(indented), ...besides].join('\n'))
  }
}

const indented = (line: string) => `  ${line}`

/** Turns environment variables into a frozen configuration. Throws a `ConfigError` that lists every fault. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const faults = Object.entries(settings).flatMap(([name, setting]) => faultOf(name, setting, present[name]))
  if (present.FEED === 'replay' && present.REPLAY_FILE === undefined) {
    faults.push('REPLAY_FILE is missing, and FEED=replay needs it; for example REPLAY_FILE=./recording.jsonl')
  }
  if (present.OPERATIONS_FILE !== undefined && present.OPERATIONS !== 'persisted') {
    faults.push('OPERATIONS_FILE allows nothing unless only known operations may run; set OPERATIONS=persisted with it')
  }
  if (present.AGENT_LLM_URL !== undefined && present.AGENT_LLM_MODEL === undefined) {
    faults.push('AGENT_LLM_MODEL is missing, and AGENT_LLM_URL needs it; for example AGENT_LLM_MODEL=gpt-5')
  }
  if (faults.length > 0) throw new ConfigError(faults)
  const shape = Object.fromEntries(Object.entries(settings).map(([name, { type }]) => [name, type]))
  const values = z.object(shape as SettingTypes).parse(present)
  const together = faultsTogether(values)
  if (together.length > 0) throw new ConfigError(together)
  return Object.freeze(toConfig(values, env.NODE_ENV === 'production'))
}

/** What is wrong though each setting alone is right. */
function faultsTogether(values: Values): string[] {
  const ofAccess = [...faultsOfAuth(values), ...faultsOfJwt(values), ...faultsOfOidc(values), ...faultsOfTls(values)]
  return [...ofAccess, ...faultsOfRole(values), ...faultsOfCatchUp(values)]
}

function faultsOfRole({ ROLE, DATABASE_URL }: Values): string[] {
  if (ROLE === 'auto' || DATABASE_URL !== '') return []
  return ['ROLE=engine needs DATABASE_URL: only on PostgreSQL does one server take over from another']
}

function faultsOfCatchUp({ AGENTS, AGENTS_CATCH_UP, FEED, SIM_WARMUP_HOURS }: Values): string[] {
  const [stranger] = AGENTS_CATCH_UP.filter((name) => !AGENTS.includes(name))
  if (stranger !== undefined) return [`AGENTS_CATCH_UP names ${stranger}, which does not trade; add it to AGENTS`]
  if (AGENTS_CATCH_UP.length === 0) return []
  if (FEED !== 'simulated')
    return ['AGENTS_CATCH_UP needs FEED=simulated: of another market nobody knows what it was in a pause']
  if (SIM_WARMUP_HOURS === 0)
    return ['AGENTS_CATCH_UP needs hours to catch up: SIM_WARMUP_HOURS says how many at most, and is 0']
  return []
}

function faultsOfAuth({ AUTH, AUTH_OFF_BEYOND_LOOPBACK, ...values }: Values): string[] {
  const reach = settingsOfReach({
    host: values.HOST,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedHosts: values.ALLOWED_HOSTS,
    allowedOrigins: values.ALLOWED_ORIGINS,
  })
  if (AUTH !== 'off' || AUTH_OFF_BEYOND_LOOPBACK || reach.length === 0) return []
  const says = reach.length > 1 ? 'say' : 'says'
  return [
    `AUTH=off lets everybody do everything, and ${reach.join(' and ')} ${says} that the server is open to other machines; choose AUTH=read-open, or allow it with AUTH_OFF_BEYOND_LOOPBACK=true`,
  ]
}

function faultsOfJwt({ JWT_SECRET, JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE }: Values): string[] {
  const keys = Object.entries({ JWT_SECRET, JWT_JWKS_URL }).filter(([, value]) => value !== '')
  const claims = Object.entries({ JWT_ISSUER, JWT_AUDIENCE })
  if (keys.length === 2)
    return ['JWT_SECRET and JWT_JWKS_URL exclude each other; keep the one that the issuer of your tokens uses']
  if (keys.length === 0) {
    const idle = claims.filter(([, value]) => value !== '')
    return idle.map(
      ([name]) => `${name} is of no use without JWT_SECRET or JWT_JWKS_URL; set one of them, or leave it out`,
    )
  }
  const missing = claims.filter(([, value]) => value === '')
  return missing.map(
    ([name]) =>
      `${name} is missing, and ${keys[0]?.[0]} needs it; for example ${name}=${settings[name as 'JWT_ISSUER'].example}`,
  )
}

function faultsOfOidc({ OIDC_ISSUER, OIDC_CLIENT_ID, JWT_SECRET, JWT_JWKS_URL }: Values): string[] {
  const given = Object.entries({ OIDC_ISSUER, OIDC_CLIENT_ID }).filter(([, value]) => value !== '')
  if (given.length === 0) return []
  const missing = (['OIDC_ISSUER', 'OIDC_CLIENT_ID'] as const).filter((name) => !given.some(([one]) => one === name))
  const faults = missing.map(
    (name) => `${name} is missing, and ${given[0]?.[0]} needs it; for example ${name}=${settings[name].example}`,
  )
  if (JWT_SECRET !== '' || JWT_JWKS_URL !== '') return faults
  return [
    ...faults,
    `${given[0]?.[0]} is of no use while no JWT is accepted; set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE`,
  ]
}

/** What is sent to other machines without TLS can be read and changed on the way, tokens too. */
function faultsOfTls(values: Values): string[] {
  const { TLS_CERT, TLS_KEY, ALLOW_PLAIN_HTTP, HOST, METRICS_PORT, METRICS_HOST, METRICS_TOKEN } = values
  const missing = (name: string, why: string, example: string) =>
    `${name} is missing, and ${why} needs it; for example ${name}=${example}`
  const isPlain = TLS_CERT === '' && TLS_KEY === '' && !ALLOW_PLAIN_HTTP
  const opened = { HOST, ...(METRICS_PORT !== null && { METRICS_HOST }) }
  const faults = Object.entries(opened).flatMap(([name, host]) =>
    isLoopback(host) || !isPlain
      ? []
      : `${name}=${host} opens the server to other machines without TLS: set TLS_CERT and TLS_KEY, or ALLOW_PLAIN_HTTP=true where a proxy in front has TLS`,
  )
  if (TLS_CERT === '' && TLS_KEY !== '') faults.push(missing('TLS_CERT', 'TLS_KEY', './tls/fullchain.pem'))
  if (TLS_KEY === '' && TLS_CERT !== '') faults.push(missing('TLS_KEY', 'TLS_CERT', './tls/privkey.pem'))
  if (METRICS_PORT !== null && !isLoopback(METRICS_HOST) && METRICS_TOKEN === '') {
    faults.push(missing('METRICS_TOKEN', `METRICS_HOST=${METRICS_HOST}`, '$(openssl rand -hex 32)'))
  }
  return faults
}

type SettingTypes = { [Name in keyof typeof settings]: (typeof settings)[Name]['type'] }
type Values = z.output<z.ZodObject<SettingTypes>>

function faultOf(name: string, { type, example, allowed, secret }: Setting, value: string | undefined): string[] {
  const { error } = type.safeParse(value)
  if (error === undefined) return []
  const isShown = !secret && !hasLogin(value ?? '')
  const given = isShown ? `${name}=${value ?? ''}` : name
  return [
    `${given} is not ${allowed}${entryAtFault(error, isShown ? value : undefined)}; for example ${name}=${example}`,
  ]
}

/** Whether a text, or one of a list of addresses, has a password where it should have none. */
function hasLogin(text: string): boolean {
  return /:\/\/[^/,@]*:[^/,]*@/.test(text)
}

/** Which of several values in a list is not taken. */
function entryAtFault({ issues }: z.ZodError, value: string | undefined): string {
  const index = issues[0]?.path[0]
  const entries = value?.split(',') ?? []
  return typeof index === 'number' && entries.length > 1 ? ` (entry ${index + 1}, "${entries[index]?.trim()}")` : ''
}

function toConfig(values: Values, isProduction: boolean): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    edge: edgeConfig(values, isProduction),
    auth: { mode: values.AUTH, jwt: jwtConfig(values), oidc: oidcConfig(values) },
    limits: limitsOf(values),
    operations: operationsConfig(values),
    feed: feedConfig(values),
    databaseUrl: values.DATABASE_URL || null,
    role: values.ROLE,
    history:
      values.HISTORY_MAX_BYTES === 0 ? null : { maxBytes: values.HISTORY_MAX_BYTES, maxAgeMs: values.HISTORY_MAX_AGE },
    trading: {
      agents: values.AGENTS,
      catchUp: values.AGENTS_CATCH_UP,
      llm: llmConfig(values),
      decisionIntervalMs: values.AGENT_INTERVAL_MS,
      sampleIntervalMs: values.EQUITY_SAMPLE_MS,
    },
  }
}

function jwtConfig(values: Values): JwtConfig | null {
  const { JWT_SECRET, JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE, JWT_MAX_LIFE_WITHOUT_JTI } = values
  if (JWT_SECRET === '' && JWT_JWKS_URL === '') return null
  const key = JWT_SECRET === '' ? { jwksUrl: JWT_JWKS_URL } : { secret: JWT_SECRET }
  return { issuer: JWT_ISSUER, audience: JWT_AUDIENCE, maxLifeWithoutJtiMs: JWT_MAX_LIFE_WITHOUT_JTI, key }
}

function oidcConfig({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_SCOPE, JWT_AUDIENCE }: Values): OidcConfig | null {
  if (OIDC_ISSUER === '') return null
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, scope: OIDC_SCOPE, audience: JWT_AUDIENCE }
}

/** What helps developers is off in production, unless a setting says otherwise. */
function edgeConfig(values: Values, isProduction: boolean): EdgeConfig {
  return {
    allowedOrigins: values.ALLOWED_ORIGINS,
    requireOrigin: values.REQUIRE_ORIGIN,
    allowedHosts: values.ALLOWED_HOSTS,
    trustedProxies: values.TRUSTED_PROXIES,
    graphiql: values.GRAPHIQL ?? !isProduction,
    introspection: values.INTROSPECTION ?? !isProduction,
    plainGet: values.PLAIN_GET ?? !isProduction,
    tls: values.TLS_CERT === '' ? null : { cert: values.TLS_CERT, key: values.TLS_KEY },
    metrics: {
      address: values.METRICS_PORT === null ? null : { host: values.METRICS_HOST, port: values.METRICS_PORT },
      token: values.METRICS_TOKEN || null,
    },
  }
}

function operationsConfig(values: Values): OperationsConfig {
  return {
    limits: {
      maxDepth: values.MAX_DEPTH,
      maxTokens: values.MAX_TOKENS,
      maxAliases: values.MAX_ALIASES,
      maxDirectives: values.MAX_DIRECTIVES,
      maxCost: values.MAX_COST,
    },
    onlyKnown: values.OPERATIONS === 'persisted',
    file: values.OPERATIONS_FILE || null,
  }
}

function llmConfig({ AGENT_LLM_URL: url, AGENT_LLM_MODEL: model, AGENT_LLM_KEY: key }: Values): LlmConfig | null {
  return url === '' ? null : { url, model, key: key || null }
}

function feedConfig(values: Values): FeedConfig {
  switch (values.FEED) {
    case 'simulated':
      return {
        kind: 'simulated',
        seed: values.SIM_SEED,
        tickMs: values.SIM_TICK_MS,
        chainMs: values.SIM_CHAIN_MS,
        warmUpHours: values.SIM_WARMUP_HOURS,
      }
    case 'deribit':
      return { kind: 'deribit', url: values.DERIBIT_URL, record: values.DERIBIT_RECORD }
    case 'replay':
      return { kind: 'replay', file: values.REPLAY_FILE, speed: values.REPLAY_SPEED, loop: values.REPLAY_LOOP }
  }
}
