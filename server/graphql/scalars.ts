import { Kind, type ValueNode } from 'graphql'
import type { UnixMs } from '../domain/units.js'
import { apiError } from './errors.js'
import { readInstant } from './read-instant.js'

const allowed = 'RFC 3339 (ISO 8601), for example 2026-12-25T08:00:00.000Z, or the day of an expiry, 25DEC26'

/**
 * `DateTime` on the wire, milliseconds since 1970 inside. Fails with INVALID_DATE. Functions only: a whole scalar would
 * replace the one of the contract, and its description.
 */
export const dateTimeScalar = {
  serialize: (value: unknown): string => new Date(value as UnixMs).toISOString(),
  parseValue: (value: unknown): UnixMs => parseDateTime(value),
  parseLiteral: (node: ValueNode): UnixMs => parseDateTime(node.kind === Kind.STRING ? node.value : null, node),
}

function parseDateTime(value: unknown, node?: ValueNode): UnixMs {
  const read = typeof value === 'string' ? readInstant(value) : 'is not a text'
  if (typeof read === 'number') return read
  const shown = typeof value === 'string' ? ` ${JSON.stringify(value.slice(0, longestShown))}` : ''
  throw apiError('INVALID_DATE', `The time${shown} ${read}. Write an existing instant as ${allowed}.`, {
    allowed: { text: allowed },
    ...(node && { node }),
  })
}

/** The sender needs no more of a wrong text to find it. */
const longestShown = 40
