import type { OperationContext } from 'urql'
import { Client, fetchExchange, subscriptionExchange } from 'urql'
import type { LiveTransport } from './live-transport.js'

export interface UrqlClientOptions {
  readonly url: string
  readonly transport: LiveTransport
  readonly fetch?: typeof fetch
}

/** What a subscription may carry in its context besides urql's own settings. */
interface SubscriptionContext extends Partial<OperationContext> {
  /** Asked for the variables on every connection, the first and each one after a loss. */
  readonly currentVariables?: (() => Record<string, unknown>) | undefined
  /** The server ended the subscription. urql tells only those who pipe its sources. */
  readonly onEnd?: (() => void) | undefined
}

/** A connection that died unnoticed answers never, and whoever asks the same meanwhile would wait with the first. */
const QUERY_TIMEOUT_MS = 15_000

/** Queries over HTTP, subscriptions over the transport. Nothing is cached: live values are kept where they are shown. */
export function createUrqlClient({ url, transport, fetch: ask = fetch }: UrqlClientOptions): Client {
  return new Client({
    url,
    fetch: async (input, init) => {
      const response = await ask(input, { ...init, signal: withTimeout(init?.signal) })
      if (response.ok) transport.heardFromServer()
      return response
    },
    preferGetMethod: false,
    requestPolicy: 'network-only',
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request, operation) => ({
          subscribe(observer) {
            const { currentVariables, onEnd }: SubscriptionContext = operation.context
            const live = () => ({
              query: request.query ?? '',
              operationName: request.operationName,
              variables: currentVariables?.() ?? request.variables,
            })
            // urql keeps an error on later good results until it sees an empty list, which on a first result is an error.
            let failed = false
            const unsubscribe = transport.subscribe(live, {
              next: ({ data = null, errors }) => {
                if (errors !== undefined) observer.next({ data, errors: [...errors] })
                else observer.next(failed ? { data, errors: [] } : { data })
                failed = errors !== undefined
              },
              error: (errors) => {
                observer.error(errors)
                onEnd?.()
              },
              complete: () => {
                observer.complete()
                onEnd?.()
              },
            })
            return { unsubscribe }
          },
        }),
      }),
    ],
  })
}

function withTimeout(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(QUERY_TIMEOUT_MS)
  if (!signal) return timeout
  // Browsers before 2024 lack it; theirs have to wait.
  return 'any' in AbortSignal ? AbortSignal.any([signal, timeout]) : signal
}
