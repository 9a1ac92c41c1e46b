import { expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { useArgumentNames } from './use-argument-names.js'

const typeDefs = 'type Query { say(length: Int, loud: Boolean, what: String): String }'
const ask = smallYoga(typeDefs, {}, () => [useArgumentNames()])

/** The error of a document that is not valid: its message, and the argument that it names. */
async function errorOf(query: string) {
  const { errors } = await ask(query)
  return errors?.[0] && [errors[0].message, errors[0].extensions?.argument]
}

it.each([
  ['{ say(length: "ten") }', 'Argument "length": Int cannot represent non-integer value: "ten"', 'length'],
  ['{ say(length: 1, loud: 5) }', 'Argument "loud": Boolean cannot represent a non boolean value: 5', 'loud'],
  ['{ say(loud: 5, length: 1) }', 'Argument "loud": Boolean cannot represent a non boolean value: 5', 'loud'],
  [
    '{ a: say(length: 1) say(length: $n) b: say(length: 2) }',
    'Argument "length": Variable "$n" is not defined.',
    'length',
  ],
])('an error about a value names its argument: %s', async (query, message, argument) => {
  expect(await errorOf(query)).toEqual([message, argument])
})

it.each([
  ['{ said }', /^Cannot query field "said"/],
  ['{ a: say(length: 1) said b: say(length: 2) }', /^Cannot query field "said"/],
  ['{ say(length: 1) { a } }', /^Field "say" must not have a selection/],
  ['{ say(size: 1) }', /^Unknown argument "size"/],
  ['{ say(what:"x"size:1) }', /^Unknown argument "size"/],
])('an error about something else names none: %s', async (query, message) => {
  expect(await errorOf(query)).toEqual([expect.stringMatching(message), undefined])
})

it('a document without errors is executed', async () => {
  expect(await errorOf('{ say(length: 1) }')).toBeUndefined()
})
