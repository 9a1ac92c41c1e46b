import { expect, it } from 'vitest'
import { text } from './text.js'

type Words = { readonly [key: string]: string | Words | ((...values: never[]) => string) }

function emptyKeys(words: Words, path: string): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    const here = `${path}.${key}`
    if (typeof value === 'string') return value.trim() === '' ? [here] : []
    if (typeof value === 'object') return emptyKeys(value, here)
    const example = (value as (...values: string[]) => string)('first', 'second')
    return example.includes('first') ? [] : [here]
  })
}

it('has a text under every key, and every sentence uses what it is given', () => {
  expect(emptyKeys(text, 'text')).toEqual([])
})
