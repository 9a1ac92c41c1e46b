import type { UnixMs } from '../domain/units.js'

export const timeForm = 'a time such as 2026-01-05 (00:00 UTC), 2026-01-05T12:30Z or 2026-01-05T12:30:00+02:00'
const times = /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/

/** The time that an argument names. Null when it is not `timeForm`. */
export function timeArgument(text: string): UnixMs | null {
  const [, day = ''] = times.exec(text) ?? []
  // Date takes 30 February for 2 March.
  const dayMs = Date.parse(day)
  const isDay = Number.isFinite(dayMs) && new Date(dayMs).toISOString().startsWith(day)
  return day === '' || !isDay ? null : Date.parse(text)
}
