import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { compressed, preferredCoding, type ContentCoding } from './content-coding.js'

interface Made {
  readonly bytes: Buffer
  /** By coding. Each is made at the first request for it. */
  readonly codings: Map<ContentCoding, Promise<Buffer>>
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
  readonly #make: () => string | Promise<string>
  readonly #options: ServedTextOptions
  #made: Promise<Made> | null = null

  constructor(make: () => string | Promise<string>, options: ServedTextOptions) {
    this.#make = make
    this.#options = options
  }

  async send({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { contentType, vary } = this.#options
    const made = await (this.#made ??= makeOf(this.#make, this.#options))
    for (const [name, value] of Object.entries(made.headers)) response.setHeader(name, value)
    const coding = preferredCoding(headers['accept-encoding'])
    const etag = `"${made.tag}${coding === null ? '' : `-${coding}`}"`
    response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache').setHeader('Vary', vary)
    response.setHeader('Content-Type', contentType)
    const body = coding === null ? made.bytes : await inCoding(coding, made)
    if (coding !== null) response.setHeader('Content-Encoding', coding)
    response.setHeader('Content-Length', body.length)
    response.end(body)
  }
}

async function makeOf(make: () => string | Promise<string>, { headersOf }: ServedTextOptions): Promise<Made> {
  const text = await make()
  const bytes = Buffer.from(text)
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { bytes, codings: new Map(), tag, headers: headersOf?.(text) ?? {} }
}

function inCoding(coding: ContentCoding, { bytes, codings }: Made): Promise<Buffer> {
  const made = codings.get(coding) ?? compressed(bytes, coding)
  codings.set(coding, made)
  return made
}
