import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../errors.js'
import { badRequest } from './request-errors.js'

/** Of a request over HTTP, and of a message over WebSocket once it is inflated. */
export const maxBodyBytes = 100_000
/** How much of a refused body is read all the same. Some clients read no answer before they have sent everything. */
export const maxDroppedBytes = 16_777_216

/** The body, whole. Throws an error for the caller. */
export async function readBody({ headers, body }: Request): Promise<Buffer> {
  if (Number(headers.get('content-length')) > maxBodyBytes) throw tooLong()
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const part of body ?? []) {
      bytes += part.byteLength
      if (bytes <= maxBodyBytes) parts.push(part)
      if (bytes > maxDroppedBytes) break
    }
  } catch {
    throw badRequest('The body ended before it was complete.')
  }
  if (bytes > maxBodyBytes) throw tooLong()
  return Buffer.concat(parts)
}

function tooLong(): GraphQLError {
  const code = 'REQUEST_ENTITY_TOO_LARGE' satisfies ErrorCode
  const message = `The body is too long: at most ${maxBodyBytes} bytes are read.`
  return new GraphQLError(message, { extensions: { code, http: { status: 413 } } })
}
