import { z } from 'zod'
import type { Json } from '../journal.js'

/** What any JSON text holds; whoever wrote it knows what it is. */
export const anyJson = z.custom<Json>()

/**
 * The text of a value, to be kept. Throws a TypeError on numbers that JSON would turn into null, so that nothing is read
 * back other than it was written.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) throw new TypeError(`${key || 'The value'} is ${part}`)
    return part
  })
}
