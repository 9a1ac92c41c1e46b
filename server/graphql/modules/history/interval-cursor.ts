import type { UnixMs } from '../../../domain/units.js'
import { cursorError } from '../journal/cursor-error.js'

/** The cursor of what has intervals is the beginning of one. */
export function intervalCursor(cursor: string, lengthMs: number): UnixMs {
  const fromMs = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (fromMs % lengthMs !== 0) throw cursorError(cursor)
  return fromMs
}
