import { describe, expect, it } from 'vitest'
import { acceptedTypes, prefersPage } from './accepted-types.js'

const json = 'application/json'
const strict = 'application/graphql-response+json'
const events = 'text/event-stream'

describe('what a client accepts', () => {
  it.each([
    [undefined, [json, strict, events]],
    ['*/*', [json, strict, events]],
    [json, [json]],
    [`${strict}, ${json}`, [strict, json]],
    [`${strict};q=0.2, ${json};q=0.9`, [json, strict]],
    [`${json};q=0, */*`, [strict, events]],
    ['application/*', [json, strict]],
    ['multipart/mixed', [json]],
    [`${events}, ${json};q=0.9`, [events]],
    [`${json}, ${events}`, [json, events]],
    [`${events}, ${json}`, [events, json]],
    [`${events};q=0.5, ${json};q=0.9`, [json, events]],
    [events, [events]],
  ])('%s is, best first, %j', (accept, types) => {
    expect(acceptedTypes(accept)).toEqual(types)
  })

  it('is none of ours when every one is refused', () => {
    expect(acceptedTypes('text/plain')).toEqual([])
    expect(acceptedTypes('*/*;q=0')).toEqual([])
  })
})

describe('a page is preferred', () => {
  it.each([
    ['text/html', true],
    ['text/html, application/json;q=0.5', true],
    ['text/html, application/json', false],
    ['*/*', false],
    [undefined, false],
  ])('by %s: %s', (accept, page) => {
    expect(prefersPage(accept)).toBe(page)
  })
})
