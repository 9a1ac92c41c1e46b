import type { Plugin } from 'graphql-yoga'

/**
 * Proxies pass an event stream on as it comes: nginx heeds the first header, others the second. Yoga's coding is none
 * that is registered; nginx compresses what names none. Whether the connection is kept is for the HTTP server to say.
 */
export function useEventStreamHeaders(): Plugin {
  return {
    onResponse({ response }) {
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return
      response.headers.set('content-encoding', 'identity')
      response.headers.delete('connection')
      response.headers.set('x-accel-buffering', 'no')
      response.headers.set('cache-control', 'no-cache, no-transform')
    },
  }
}
