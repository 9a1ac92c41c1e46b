import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { RecordedEvent } from '../recorded-event.js'
import { encodeSegment } from '../segment/write-segment.js'
import { linesName, linesVersion, type LinesHeader, type MarketLine } from './line-schema.js'

/** The lines of a file of market events, each with its line break. */

export function headerLine({ source, currencies }: LinesHeader): string {
  return `${JSON.stringify({ gammacast: linesName, version: linesVersion, source, currencies })}\n`
}

export async function beginLine(timeMs: UnixMs, keyFrame: KeyFrame, dropped: number): Promise<string> {
  const bytes = await encodeSegment({ fromMs: timeMs, toMs: timeMs, keyFrame, events: [] })
  return lineOf({ begin: { timeMs, dropped, keyFrame: bytes.toString('base64') } })
}

export function eventLine({ heardMs, event }: RecordedEvent): string {
  return lineOf({ heardMs, event })
}

export function endLine(timeMs: UnixMs, events: number): string {
  return lineOf({ end: { timeMs, events } })
}

const mark = '\u0000-0'
const marked = JSON.stringify(mark)

/**
 * The same line for the same values: fields are in the order of their names, because a segment keeps no other. JSON has a minus
 * zero, which `JSON.stringify` does not write.
 */
function lineOf(line: MarketLine): string {
  const text = JSON.stringify(line, (_, value: unknown) => (Object.is(value, -0) ? mark : inOrder(value)))
  return `${text.includes(marked) ? text.replaceAll(marked, '-0') : text}\n`
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const names = Object.keys(value)
  if (names.length < 2) return value
  const fields = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(names.sort().map((name) => [name, fields[name]]))
}
