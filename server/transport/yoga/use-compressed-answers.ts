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
      // The only copy of the text: answers of a megabyte that come fast fill the memory before V8 collects them.
      const body = Buffer.from(await response.text())
      const coding = body.length < minBytes ? null : preferredCoding(request.headers.get('accept-encoding'))
      if (coding) headers.set('content-encoding', coding)
      // The types of Node do not say that zlib answers with memory of its own.
      const sent = coding ? ((await compressed(body, coding)) as Buffer<ArrayBuffer>) : body
      headers.set('content-length', String(sent.length))
      setResponse(new fetchAPI.Response(sent, { status: response.status, statusText: response.statusText, headers }))
    },
  }
}
