import { forAccount, mintToken } from '../../server/auth/tokens.js'
import { createApp, type App, type AppParts } from '../../server/compose/app.js'
import { parseConfig } from '../../server/config/config.js'
import { createLogger } from '../../server/lib/logger.js'
import { memoryDir } from './temporary-dir.js'

export interface TestServer extends AsyncDisposable {
  readonly app: App
  readonly httpUrl: string
  readonly wsUrl: string
  /** Mints a token of the account, as `npm run token` does. */
  mint(accountId: string): Promise<string>
}

/**
 * A whole server on a free port of the loopback, logging nothing, with one agent that has no past. Its store is its own and goes with
 * it, unless `DATA_DIR` or `DATABASE_URL` says where to keep it.
 */
export async function startServer(
  parts: Partial<AppParts> = {},
  env: Record<string, string> = {},
): Promise<TestServer> {
  const own = memoryDir()
  const usual = { PORT: '0', LOG_LEVEL: 'silent', AGENTS: 'momentum', SIM_WARMUP_HOURS: '0' }
  const config = parseConfig({ ...usual, DATA_DIR: own.path, ...env })
  try {
    const app = await createApp(config, { log: createLogger('silent', false), ...parts })
    const httpUrl = `${app.url}graphql`
    return {
      app,
      httpUrl,
      wsUrl: httpUrl.replace('http', 'ws'),
      async mint(accountId) {
        const { tokens, live } = app.services
        return (await mintToken(tokens, forAccount(accountId), live.clock.now())).token
      },
      async [Symbol.asyncDispose]() {
        await app[Symbol.asyncDispose]()
        own[Symbol.dispose]()
      },
    }
  } catch (error) {
    own[Symbol.dispose]()
    throw error
  }
}

export interface GraphqlAnswer<T = Record<string, unknown>> {
  readonly data?: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
}

/** For who asks a thousand times for much: to compress an answer and to open it would take longer than to send it. */
export const uncompressed = { 'accept-encoding': 'identity' }

/** One operation over HTTP. */
export async function ask<T = Record<string, unknown>>(
  httpUrl: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer<T>> {
  const response = await fetch(httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as GraphqlAnswer<T>
}

/** Asks until the answer is as wanted; the test's own timeout is the limit. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const askedMs = performance.now()
    const answer = await ask()
    if (wanted(answer)) return answer
    // A wait that takes the processor from what is waited for takes longer: the more a question costs, the less often it is asked.
    const tookMs = performance.now() - askedMs
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(2, 4 * tookMs), 100)))
  }
}

/** Until what `openMarket` said can be read, chains included, and the desk follows it. */
export async function untilOpen({ app }: TestServer): Promise<void> {
  const { bus, live } = app.services
  const { market } = live
  await until(
    () => Promise.resolve(market.feedStatus().currencies.every((currency) => bus.isHeard('expiries', currency))),
    (isFollowed) => isFollowed,
  )
  await until(
    () => Promise.resolve(market.expirySummaries('BTC')?.expiries[0]),
    (nearest) => nearest !== undefined && nearest.atmIv !== null,
  )
}
