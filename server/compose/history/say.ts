import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'

/** Numbers and times, for people. */

export const count = (value: number) => value.toLocaleString('en-US')

/** `3 holes`, `1 hole`. */
export const counted = (value: number, word: string) => `${count(value)} ${word}${value === 1 ? '' : 's'}`

export function sayBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}

export function sayDuration(ms: number): string {
  if (ms < msPerMinute) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < msPerHour) return `${(ms / msPerMinute).toFixed(1)} min`
  return ms < 2 * msPerDay ? `${(ms / msPerHour).toFixed(1)} h` : `${(ms / msPerDay).toFixed(1)} days`
}
