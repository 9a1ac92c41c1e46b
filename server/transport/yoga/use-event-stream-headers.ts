import type { Plugin } from 'graphql-yoga'

/**
 * Makes proxies pass an event stream on without a delay, and keep nothing of it: nginx reads `x-accel-buffering`, others
 * `cache-control`. Yoga sets a `content-encoding` that does not exist. With none at all nginx would compress, so we say
 * `identity`. The HTTP server decides about `connection`.
 */
export function useEventStreamHeaders(): Plugin {
  return {
    onResponse({ response }) {
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return
      response.headers.set('content-encoding', 'identity')
      response.headers.delete('connection')
      response.headers.set('x-accel-buffering', 'no')
      response.headers.set('cache-control', 'no-store, no-transform')
    },
  }
}
