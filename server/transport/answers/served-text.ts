import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { compressed, preferredCoding, type ContentCoding } from './content-coding.js'

interface Made {
  readonly bytes: Buffer
  /** Each is compressed at the first request for it. */
  readonly codings: Readonly<Record<ContentCoding, () => Promise<Buffer>>>
  /** A hash of the text. */
  readonly tag: string
  readonly headers: Readonly<Record<string, string>>
}

export interface ServedTextOptions {
  readonly contentType: string
  /** The headers of a request on which the answer depends. */
  readonly vary: string
  /** Headers that depend on the text. */
  readonly headersOf?: (text: string) => Readonly<Record<string, string>>
}

/** A text that is sent whole. It is made at the first request, and compressed once in each coding. */
export class ServedText {
  readonly #made: () => Promise<Made>
  readonly #options: ServedTextOptions

  constructor(make: () => string | Promise<string>, options: ServedTextOptions) {
    this.#made = once(() => makeOf(make, options))
    this.#options = options
  }

  async send({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { contentType, vary } = this.#options
    const made = await this.#made()
    for (const [name, value] of Object.entries(made.headers)) response.setHeader(name, value)
    const coding = preferredCoding(headers['accept-encoding'])
    const etag = `"${made.tag}${coding === null ? '' : `-${coding}`}"`
    response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache').setHeader('Vary', vary)
    response.setHeader('Content-Type', contentType)
    const body = coding === null ? made.bytes : await made.codings[coding]()
    if (coding !== null) response.setHeader('Content-Encoding', coding)
    response.setHeader('Content-Length', body.length)
    response.end(body)
  }
}

async function makeOf(make: () => string | Promise<string>, { headersOf }: ServedTextOptions): Promise<Made> {
  const text = await make()
  const bytes = Buffer.from(text)
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  const codings = { br: once(() => compressed(bytes, 'br')), gzip: once(() => compressed(bytes, 'gzip')) }
  return { bytes, codings, tag, headers: headersOf?.(text) ?? {} }
}

/** Makes it at the first call, and again at the next one after a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = null
      throw error
    }))
}
