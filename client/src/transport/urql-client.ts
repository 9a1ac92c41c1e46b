import { Client, subscriptionExchange } from 'urql'
import type { LiveTransport, OperationSettings } from './live-transport.js'

/** Sends everything over the transport. Nothing is cached: live values are kept where they are shown. */
export function createUrqlClient(transport: LiveTransport): Client {
  return new Client({
    // urql requires a URL, but the exchange below does not use it.
    url: '/graphql',
    requestPolicy: 'network-only',
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        enableAllOperations: true,
        forwardSubscription: (request, operation) => ({
          subscribe(observer) {
            const { currentVariables, onEnd }: OperationSettings = operation.context
            const live = () => ({
              query: request.query ?? '',
              operationName: request.operationName,
              variables: currentVariables?.() ?? request.variables,
            })
            // urql keeps an error on later good results until it sees an empty list, which on a first result is an error.
            let failed = false
            const unsubscribe = transport.run(live, {
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
