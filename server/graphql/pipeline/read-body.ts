import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../errors.js'
import { tooManyOperations } from './limit-errors.js'
import { badRequest } from './request-errors.js'

/** Of a request over HTTP, and of a message over WebSocket once it is inflated. */
export const maxBodyBytes = 100_000
/** How much of a refused body is read all the same. Some clients read no answer before they have sent everything. */
export const maxDroppedBytes = 16_777_216
/** What a part of a body costs besides its bytes. */
const partBytes = 256

/** Begins to count what is kept of a body. `giveWay` is called when it may be kept no longer. */
export type HoldBody = (giveWay: () => void) => HeldBody

interface HeldBody {
  add(bytes: number): void
  /** Nothing of it is kept any more. */
  end(): void
}

/** The body, whole. Throws an error for the caller. */
export async function readBody({ headers, body }: Request, hold: HoldBody): Promise<Buffer> {
  if (Number(headers.get('content-length')) > maxBodyBytes) throw tooLong()
  const parts: Uint8Array[] = []
  let bytes = 0
  let refusal = null as GraphQLError | null
  const refuse = (error: GraphQLError) => {
    refusal ??= error
    parts.length = 0
    held.end()
  }
  const held = hold(() => refuse(tooManyBodies()))
  try {
    for await (const part of body ?? []) {
      bytes += part.byteLength
      if (refusal === null && bytes > maxBodyBytes) refuse(tooLong())
      if (bytes > maxDroppedBytes) break
      if (refusal !== null) continue
      parts.push(part)
      held.add(part.byteLength + partBytes)
    }
  } catch {
    throw badRequest('The body ended before it was complete.')
  } finally {
    held.end()
  }
  if (refusal !== null) throw refusal
  return Buffer.concat(parts)
}

function tooManyBodies(): GraphQLError {
  return tooManyOperations('Too many bodies of this address, or of all, were not complete; try again later.', null)
}

function tooLong(): GraphQLError {
  const code = 'REQUEST_ENTITY_TOO_LARGE' satisfies ErrorCode
  const message = `The body is too long: at most ${maxBodyBytes} bytes are read.`
  return new GraphQLError(message, { extensions: { code, http: { status: 413 } } })
}
