import type { ValueNode } from 'graphql'
import { GraphQLScalarType, Kind } from 'graphql'
import type { UnixMs } from '../domain/units.js'
import { apiError } from './errors.js'

const isoInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** `DateTime` on the wire, milliseconds since 1970 inside. Fails with INVALID_DATE. */
export const dateTimeScalar = new GraphQLScalarType<UnixMs, string>({
  name: 'DateTime',
  serialize: (value) => new Date(value as UnixMs).toISOString(),
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null, node),
})

function parseDateTime(value: unknown, node?: ValueNode): UnixMs {
  const text = typeof value === 'string' && isoInstant.test(value) ? value : ''
  const ms = Date.parse(text)
  if (Number.isNaN(ms) || !sameDay(text, ms)) {
    throw apiError(
      'INVALID_DATE',
      'A DateTime must be an existing ISO 8601 instant in UTC or with an offset, for example "2026-12-25T08:00:00.000Z".',
      { allowed: 'ISO 8601, for example 2026-12-25T08:00:00.000Z', ...(node && { node }) },
    )
  }
  return ms
}

/** `Date.parse` takes 31 February for 3 March. */
function sameDay(text: string, ms: UnixMs): boolean {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(text)
  const offsetMs = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 : 0
  return new Date(ms + offsetMs).toISOString().startsWith(text.slice(0, 10))
}
