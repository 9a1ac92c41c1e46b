import { constants, deflateRawSync } from 'node:zlib'
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'
import { surelyExceeds } from '../lib/bounded-json.js'
import type { Spend } from './paid-work.js'

/** Compression saves little on a shorter message. */
const leastDeflatedBytes = 1_024

/**
 * One result, which is serialized once and compressed once for all readers. Its errors have no `locations`: these
 * depend on the layout of the document, which may differ between readers.
 */
export class Payload {
  /** The result as JSON. */
  readonly json: string
  /** Length of the JSON in UTF-8. */
  readonly bytes: number
  #tail: Buffer | null = null
  #deflatedTail: Buffer | null = null

  readonly #spend: Spend

  /** `spend`: of who pays for the result. It is compressed later, when a reader first takes it compressed. */
  constructor(
    readonly result: ExecutionResult,
    spend: Spend = (part) => part(),
  ) {
    this.#spend = spend
    this.json = JSON.stringify(shared(result))
    this.bytes = Buffer.byteLength(this.json)
  }

  /** Null when its JSON has more bytes. Of a result that is much too long no JSON is made. */
  static within(maxBytes: number, result: ExecutionResult, spend?: Spend): Payload | null {
    if (surelyExceeds(maxBytes, shared(result))) return null
    const payload = new Payload(result, spend)
    return payload.bytes <= maxBytes ? payload : null
  }

  /** The end of a message with this result: the JSON, and the brace that closes the message. */
  get tail(): Buffer {
    return (this.#tail ??= Buffer.from(`${this.json}}`))
  }

  /**
   * `tail` as whole DEFLATE blocks that end on a byte, without the empty block that ends a message (RFC 7692, 7.2.1).
   * Null when it is too short.
   */
  get deflatedTail(): Buffer | null {
    if (this.tail.length < leastDeflatedBytes) return null
    return (this.#deflatedTail ??= this.#spend(() => deflated(this.tail)))
  }
}

function deflated(tail: Buffer): Buffer {
  return deflateRawSync(tail, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}

function shared({ errors, ...rest }: ExecutionResult): object {
  return errors ? { ...rest, errors: errors.map(formatted) } : rest
}

function formatted(error: GraphQLError): GraphQLFormattedError {
  const { locations: _, ...rest } = error.toJSON()
  return rest
}
