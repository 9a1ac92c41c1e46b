import { isIP } from 'node:net'
import { z } from 'zod'
import { builtInAgentNames } from '../domain/agent.js'
import { isLoopback } from '../lib/loopback.js'

/** One environment variable: what it accepts, as a type and in words. */
export interface Setting {
  readonly type: z.ZodType
  /** Completes "… is not". */
  readonly allowed: string
  readonly example: string
  /** The value is never shown, whatever is wrong with it. */
  readonly secret: boolean
}

const setting = <T extends z.ZodType>(type: T, allowed: string, example: string) => ({
  type,
  allowed,
  example,
  secret: false,
})

/** A setting that may hold a password or a key. */
const secret = <T extends z.ZodType>(...about: Parameters<typeof setting<T>>) => ({
  ...setting(...about),
  secret: true,
})

const wholeNumber = (min: number, max: number, fallback: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max)).default(fallback)

const yesOrNo = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(fallback)

const originList = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .pipe(
    z.array(
      z
        .string()
        .refine(isOrigin)
        .transform((origin) => new URL(origin).origin),
    ),
  )
  .default([])

/** Scheme, host and port only, as a browser sends them. The case of letters makes no difference. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^/]+$/i.test(text) || text.includes('*') || !URL.canParse(text)) return false
  const { href, origin } = new URL(text)
  return href === `${origin}/`
}

/** A name of only digits and dots is, or was meant as, an IPv4 address. */
const hostName = /^(?![\d.]+$)[a-z\d_]([a-z\d_-]*[a-z\d_])?(\.[a-z\d_]([a-z\d_-]*[a-z\d_])?)*\.?$/i

const listenAddress = z.string().refine((text) => isIP(text) !== 0 || hostName.test(text))

const agentList = z
  .string()
  .default(builtInAgentNames.join(','))
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

/** Whoever could change the answer on its way could make tokens. */
function isSafeFromListeners({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname)
}

const webSocketUrl = z
  .string()
  .regex(/^wss?:\/\/[^\s#]+$/)
  .refine((text) => URL.canParse(text))
  .default('wss://www.deribit.com/ws/api/v2')

/** All environment variables, in the order of `.env.example`. */
export const settings = {
  PORT: setting(wholeNumber(0, 65_535, 4_000), 'a port from 0 to 65535 (0: any free one)', '4000'),
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
    optionalUrl(/^https?:\/\//).refine((text) => text === '' || isSafeFromListeners(new URL(text))),
    'an https:// address (http:// on this machine only)',
    'https://login.example.com/.well-known/jwks.json',
  ),
  JWT_ISSUER: setting(z.string().default(''), 'the "iss" of tokens', 'https://login.example.com'),
  JWT_AUDIENCE: setting(z.string().default(''), 'the "aud" of tokens', 'gammacast'),
  FEED: setting(
    z.enum(['simulated', 'deribit', 'replay']).default('simulated'),
    'one of simulated, deribit, replay',
    'simulated',
  ),
  SIM_SEED: setting(z.string().min(1).default('gammacast'), 'a text', 'gammacast'),
  SIM_TICK_MS: setting(wholeNumber(10, 60_000, 250), 'a whole number from 10 to 60000', '250'),
  SIM_CHAIN_MS: setting(wholeNumber(50, 60_000, 1_000), 'a whole number from 50 to 60000', '1000'),
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
    agentList,
    `none, or some of ${builtInAgentNames.join(', ')}, each once, with commas between`,
    'momentum',
  ),
  AGENT_INTERVAL_MS: setting(wholeNumber(100, 3_600_000, 10_000), 'a whole number from 100 to 3600000', '10000'),
  EQUITY_SAMPLE_MS: setting(wholeNumber(100, 3_600_000, 60_000), 'a whole number from 100 to 3600000', '60000'),
  AGENT_LLM_URL: secret(optionalUrl(/^https?:\/\//), 'an http:// or https:// address', 'https://llm.example.com/v1'),
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
