import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checked, checkedJson, DoesNotFit, oneOf, recordSchema } from './checked.js'

interface Point {
  readonly name: 'A' | 'B'
  readonly place: { readonly x: number; readonly y: number | null }
  readonly note?: string
}

const point = recordSchema<Point>({
  name: oneOf<Point['name']>({ A: true, B: true }),
  place: recordSchema<Point['place']>({ x: z.number(), y: z.number().nullable() }),
  note: z.exactOptional(z.string()),
})

describe('a value that was kept', () => {
  it('is read as it was written, without fields that nobody knows', () => {
    const written = { name: 'A', place: { x: 1, y: null } } as const
    expect(checkedJson(point, JSON.stringify({ ...written, old: 1 }), 'points "a"')).toEqual(written)
    expect(checked(point, { ...written, note: 'n' }, 'points "a"')).toEqual({ ...written, note: 'n' })
  })

  it.each([
    ['{', 'points "a" does not fit what is written there: it is no JSON'],
    ['null', 'points "a" does not fit what is written there: Invalid input'],
    ['{"name":"C","place":{"x":1,"y":2}}', 'points "a" does not fit what is written there: name: Invalid option'],
    ['{"name":"A","place":{"x":"1","y":2}}', 'points "a" does not fit what is written there: place.x: Invalid input'],
    ['{"name":"A","place":{"x":1}}', 'points "a" does not fit what is written there: place.y: Invalid input'],
    ['{"name":"A","place":{"x":1,"y":2},"note":null}', 'points "a" does not fit what is written there: note: '],
  ])('is refused as %s, with its place and the field', (text, message) => {
    expect(() => checkedJson(point, text, 'points "a"')).toThrow(DoesNotFit)
    expect(() => checkedJson(point, text, 'points "a"')).toThrow(message)
  })
})
