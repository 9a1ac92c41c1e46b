import type { Plugin } from 'graphql-yoga'
import { compressed, preferredCoding } from '../answers/content-coding.js'

/** A shorter answer fits into one packet without compression. */
const minBytes = 1_400

/**
 * Compresses JSON answers for clients that ask for it. It leaves event streams alone, because it would hold them back.
 */
export function useCompressedAnswers(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      if (!/^application\/([a-z-]+\+)?json\b/.test(response.headers.get('content-type') ?? '')) return
      const headers = new Headers(response.headers)
      headers.set('vary', 'Origin, Accept-Encoding')
      const body = Buffer.from(await response.arrayBuffer())
      const coding = body.length < minBytes ? null : preferredCoding(request.headers.get('accept-encoding'))
      if (coding) headers.set('content-encoding', coding)
      const sent = coding ? await compressed(body, coding) : body
      headers.set('content-length', String(sent.length))
      setResponse(
        new fetchAPI.Response(new Uint8Array(sent), {
          status: response.status,
          statusText: response.statusText,
          headers,
        }),
      )
    },
  }
}
