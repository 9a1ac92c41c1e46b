import { z } from 'zod'
import { builtInAgentNames } from '../domain/agent.js'
import { msPerDay, msPerHour, msPerMinute } from '../domain/units.js'
import { isLoopback } from '../lib/loopback.js'
import { hostList, listenAddress, originList, rangeList } from './address-types.js'
import { limitSettings } from './limit-settings.js'
import { numberBetween, secret, setting, wholeNumber, yesOrNo, type Setting } from './setting.js'

/** Left out: what the server does depends on where it runs. */
const perhaps = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .nullable()
  .default(null)

const agentList = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) => (text === 'none' ? [] : text.split(',').map((name) => name.trim())))
    .pipe(z.array(z.enum(builtInAgentNames)))
    .refine((names) => new Set(names).size === names.length)

const optionalUrl = (schemes: RegExp) =>
  z
    .string()
    .regex(schemes)
    .refine((text) => URL.canParse(text))
    .or(z.literal(''))
    .default('')

/** `fetch` asks no address that has a name or a password, and its error, which is logged, repeats them. */
function hasNoLogin(text: string): boolean {
  if (!URL.canParse(text)) return true
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** Whoever could change the answer on its way could make tokens. A text that is no URL is refused for that already. */
function isSafeFromListeners(text: string): boolean {
  if (!URL.canParse(text)) return true
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || isLoopback(hostname)
}

/** The text of a key may be given in place of its file. An error about the path would show it. */
const filePath = z
  .string()
  .regex(/^(?!-----)[^\n\r]{0,4095}$/)
  .default('')

const webSocketUrl = z
  .string()
  .regex(/^wss?:\/\/[^\s#]+$/)
  .refine((text) => URL.canParse(text))
  .default('wss://www.deribit.com/ws/api/v2')

/** Some minutes of a market with all its options, at least. */
const fewestHistoryBytes = 16_000_000
const mostHistoryBytes = 1_000_000_000_000_000

/** The seed of all who did not choose one. */
export const knownSeed = 'gammacast'

const msPerUnit = { m: msPerMinute, h: msPerHour, d: msPerDay }

/** All environment variables, in the order of `.env.example`. */
export const settings = {
  PORT: setting(numberBetween(0, 65_535).default(4_000), 'a port from 0 to 65535 (0: any free one)', '4000'),
  HOST: setting(
    listenAddress.default('127.0.0.1'),
    'an address or name of this machine, without scheme and port',
    '127.0.0.1',
  ),
  DATA_DIR: setting(z.string().min(1).default('./data'), 'a folder', './data'),
  DATABASE_URL: secret(
    optionalUrl(/^postgres(ql)?:\/\//),
    'a postgres:// address',
    'postgres://user:password@127.0.0.1:5432/gammacast',
  ),
  ROLE: setting(z.enum(['auto', 'engine']).default('auto'), 'auto or engine', 'engine'),
  HISTORY_MAX_BYTES: setting(
    numberBetween(0, mostHistoryBytes)
      .default(2_000_000_000)
      .refine((bytes) => bytes === 0 || bytes >= fewestHistoryBytes),
    `0 (nothing is recorded), or a whole number from ${fewestHistoryBytes} to ${mostHistoryBytes}`,
    '2000000000',
  ),
  HISTORY_MAX_AGE: setting(
    z
      .string()
      .regex(/^[1-9]\d{0,4}[hd]$/)
      .default('30d')
      .transform((text) => Number(text.slice(0, -1)) * (text.endsWith('d') ? msPerDay : msPerHour)),
    'a whole number from 1 to 99999 with h or d',
    '30d',
  ),
  LOG_LEVEL: setting(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'one of trace, debug, info, warn, error, silent',
    'info',
  ),
  ALLOWED_ORIGINS: setting(
    originList,
    'a list of origins with commas between, each https://host or https://host:port, without path, slash at the end or *',
    'https://desk.example.com',
  ),
  REQUIRE_ORIGIN: setting(yesOrNo(false), 'true or false', 'false'),
  ALLOWED_HOSTS: setting(
    hostList,
    'a list of names or addresses with commas between, without scheme and port',
    'desk.example.com',
  ),
  TRUSTED_PROXIES: setting(rangeList, 'a list of addresses or ranges with commas between', '127.0.0.1,10.0.0.0/8'),
  TLS_CERT: secret(filePath, 'a file: its path, not what is in it', './tls/fullchain.pem'),
  TLS_KEY: secret(filePath, 'a file: its path, not what is in it', './tls/privkey.pem'),
  ALLOW_PLAIN_HTTP: setting(yesOrNo(false), 'true or false', 'true'),
  GRAPHIQL: setting(perhaps, 'true or false', 'true'),
  INTROSPECTION: setting(perhaps, 'true or false', 'true'),
  PLAIN_GET: setting(perhaps, 'true or false', 'true'),
  METRICS_PORT: setting(
    numberBetween(0, 65_535).nullable().default(null),
    'a port from 0 to 65535 (0: any free one)',
    '9464',
  ),
  METRICS_HOST: setting(
    listenAddress.default('127.0.0.1'),
    'an address or name of this machine, without scheme and port',
    '127.0.0.1',
  ),
  METRICS_TOKEN: secret(
    z
      .string()
      .regex(/^([\w.~+/-]{16,200}=*)?$/)
      .default(''),
    'a token of 16 to 200 letters, digits and -._~+/',
    '$(openssl rand -hex 32)',
  ),
  AUTH: setting(
    z.enum(['off', 'read-open', 'required']).default('read-open'),
    'one of off, read-open, required',
    'required',
  ),
  AUTH_OFF_BEYOND_LOOPBACK: setting(yesOrNo(false), 'true or false', 'false'),
  JWT_SECRET: secret(
    z
      .string()
      .refine((text) => text === '' || Buffer.byteLength(text) >= 32)
      .default(''),
    'a secret of 32 bytes or more',
    'the output of: openssl rand -base64 32',
  ),
  JWT_JWKS_URL: secret(
    optionalUrl(/^https?:\/\//)
      .refine(isSafeFromListeners)
      .refine(hasNoLogin),
    'an https:// address (http:// on this machine only; without a name and password)',
    'https://login.example.com/.well-known/jwks.json',
  ),
  JWT_ISSUER: setting(z.string().default(''), 'the "iss" of tokens', 'https://login.example.com'),
  JWT_AUDIENCE: setting(z.string().default(''), 'the "aud" of tokens', 'gammacast'),
  JWT_MAX_LIFE_WITHOUT_JTI: setting(
    z
      .string()
      .regex(/^(0|[1-9]\d{0,4}[mhd])$/)
      .default('24h')
      .transform((text) =>
        text === '0' ? 0 : Number(text.slice(0, -1)) * msPerUnit[text.slice(-1) as 'm' | 'h' | 'd'],
      ),
    '0 (a JWT without jti is refused), or a whole number from 1 to 99999 with m, h or d',
    '24h',
  ),
  OIDC_ISSUER: setting(
    optionalUrl(/^https?:\/\/[^\s?#@]+$/).refine(isSafeFromListeners),
    'an https:// address (http:// on this machine only; without ?, # and @)',
    'https://login.example.com',
  ),
  OIDC_CLIENT_ID: setting(z.string().default(''), 'a text', 'gammacast-dashboard'),
  OIDC_SCOPE: setting(
    z
      .string()
      .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
      .default('openid profile offline_access'),
    'a list of scopes with spaces between, of which openid is the first',
    'openid profile offline_access',
  ),
  ...limitSettings,
  MAX_DEPTH: wholeNumber(4, 64, 10),
  MAX_TOKENS: wholeNumber(100, 20_000, 1_000),
  MAX_ALIASES: wholeNumber(0, 10_000, 15),
  MAX_DIRECTIVES: wholeNumber(0, 1_000, 8),
  MAX_COST: wholeNumber(1_000, 10_000_000, 120_000),
  OPERATIONS: setting(z.enum(['any', 'persisted']).default('any'), 'any or persisted', 'any'),
  OPERATIONS_FILE: setting(z.string().default(''), 'a file', './persisted-documents.json'),
  FEED: setting(
    z.enum(['simulated', 'deribit', 'replay']).default('simulated'),
    'one of simulated, deribit, replay',
    'simulated',
  ),
  SIM_SEED: setting(z.string().min(1).default(knownSeed), 'a text', knownSeed),
  SIM_TICK_MS: wholeNumber(10, 60_000, 250),
  SIM_CHAIN_MS: wholeNumber(50, 60_000, 1_000),
  SIM_WARMUP_HOURS: wholeNumber(0, 72, 24),
  DERIBIT_URL: secret(webSocketUrl, 'a ws:// or wss:// address (without #)', 'wss://test.deribit.com/ws/api/v2'),
  DERIBIT_RECORD: setting(yesOrNo(false), 'true or false', 'false'),
  REPLAY_FILE: setting(z.string().default(''), 'a file', './data/recordings/session.jsonl'),
  REPLAY_SPEED: setting(
    z.string().transform(Number).pipe(z.number().positive().max(10_000)).default(1),
    'a number above 0, at most 10000',
    '10',
  ),
  REPLAY_LOOP: setting(yesOrNo(true), 'true or false', 'true'),
  AGENTS: setting(
    agentList(builtInAgentNames.join(',')),
    `none, or some of ${builtInAgentNames.join(', ')}, each once, with commas between`,
    'momentum',
  ),
  AGENTS_CATCH_UP: setting(
    agentList('none'),
    `none, or some of ${builtInAgentNames.join(', ')}, each once, with commas between`,
    'momentum',
  ),
  AGENT_INTERVAL_MS: wholeNumber(100, 3_600_000, 10_000),
  EQUITY_SAMPLE_MS: wholeNumber(100, 3_600_000, 60_000),
  AGENT_LLM_URL: secret(
    optionalUrl(/^https?:\/\//).refine(hasNoLogin),
    'an http:// or https:// address (without a name and password: the key is AGENT_LLM_KEY)',
    'https://llm.example.com/v1',
  ),
  AGENT_LLM_MODEL: setting(z.string().default(''), 'a model', 'gpt-5'),
  AGENT_LLM_KEY: secret(
    z
      .string()
      .regex(/^\P{Cc}*$/u)
      .default(''),
    'a key (without control characters)',
    'sk-…',
  ),
} as const satisfies Record<string, Setting>
