import { constants, deflateRawSync } from 'node:zlib'
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'

/** Below this a message gains little from compression. */
const leastDeflatedBytes = 1_024

/**
 * One result, serialized once and compressed once, for however many readers. Its errors do not say where in the document
 * they arose, for that depends on a document's layout, which readers do not share.
 */
export class Payload {
  /** The result as JSON. */
  readonly json: string
  /** Length of the JSON in UTF-8. */
  readonly bytes: number
  #tail: Buffer | null = null
  #deflatedTail: Buffer | null = null

  constructor(readonly result: ExecutionResult) {
    const { errors, ...rest } = result
    this.json = JSON.stringify(errors ? { ...rest, errors: errors.map(formatted) } : rest)
    this.bytes = Buffer.byteLength(this.json)
  }

  /** The end of a message that carries it: the JSON, and the brace that closes the message. */
  get tail(): Buffer {
    return (this.#tail ??= Buffer.from(`${this.json}}`))
  }

  /**
   * `tail` as whole DEFLATE blocks that end on a byte, without the empty block that ends a message (RFC 7692, 7.2.1);
   * null when it is too short to be worth it.
   */
  get deflatedTail(): Buffer | null {
    if (this.tail.length < leastDeflatedBytes) return null
    return (this.#deflatedTail ??= deflateRawSync(this.tail, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4))
  }
}

function formatted(error: GraphQLError): GraphQLFormattedError {
  const { locations: _, ...shared } = error.toJSON()
  return shared
}
