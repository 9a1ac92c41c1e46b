import { z } from 'zod'
import type { MarketEvent } from '../../domain/market-events.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import { eventSchema } from './event-schema.js'

/** What the first line says of the file. */
export interface LinesHeader {
  readonly source: DataSource
  readonly currencies: readonly string[]
}

export const linesVersion = 1
export const linesName = 'market events'

/** A line after the first one. `begin.keyFrame` is a segment without events, as base64. */
export type MarketLine =
  | { readonly heardMs: UnixMs; readonly event: MarketEvent }
  | { readonly begin: { readonly timeMs: UnixMs; readonly dropped: number; readonly keyFrame: string | null } }
  | { readonly end: { readonly timeMs: UnixMs; readonly events: number } }

const time = z.number().min(0).max(8.64e15)
const count = z.int().min(0)

export const headerSchema = z.strictObject({
  gammacast: z.literal(linesName),
  version: z.literal(linesVersion),
  source: z.enum(['SIMULATED', 'DERIBIT', 'REPLAY']),
  currencies: z.array(z.string().min(1).max(40)).min(1).max(200),
})

const eventLine = z.strictObject({ heardMs: time, event: eventSchema })
const beginLine = z.strictObject({
  begin: z.strictObject({ timeMs: time, dropped: count, keyFrame: z.string().nullable() }),
})
const endLine = z.strictObject({ end: z.strictObject({ timeMs: time, events: count }) })

/** The schema of a line, told by what it has. */
export function schemaOf(line: object): z.ZodType<MarketLine> {
  if ('begin' in line) return beginLine
  return 'end' in line ? endLine : eventLine
}
