import { expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { useArgumentNames } from './use-argument-names.js'

const typeDefs = `
  type Query { say(length: Int, loud: Boolean, what: String, how: How): String }
  input How { tones: [Tone!], speed: Int! = 1, voice: String! }
  input Tone { pitch: Int!, name: String }
`
const ask = smallYoga(typeDefs, {}, () => [useArgumentNames()])

/** The error of a document that is not valid: its message, and the argument that it names. */
async function errorOf(query: string, variables: object = {}) {
  const { errors } = await ask({ query, variables })
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

it.each([
  ['{ voice: "a", tones: [{ pitch: 1 }, { pitch: "high" }] }', 'how.tones.1.pitch'],
  ['{ voice: "a", tones: [{ pitch: 1, tone: 2 }] }', 'how.tones.0.tone'],
  ['{ voice: "a", tones: [{ name: "x" }] }', 'how.tones.0.pitch'],
  ['{ voice: 1 }', 'how.voice'],
  ['{ voice: "a", tones: { pitch: "high" } }', 'how.tones.pitch'],
  ['{ tones: [] }', 'how.voice'],
  ['{ voice: null }', 'how.voice'],
])('an error within an input names the path to it: %s', async (how, argument) => {
  const [message, named] = (await errorOf(`{ say(length: 1, how: ${how}) }`)) ?? []
  expect([message, named]).toEqual([expect.stringContaining(`Argument "${argument}": `), argument])
})

it.each([
  [{ voice: 'a', tones: [{ pitch: 1 }, { pitch: 'high' }] }, 'how.tones.1.pitch'],
  [{ voice: 'a', tones: [{ pitch: 1, tone: 2 }] }, 'how.tones.0.tone'],
  [{ voice: 'a', tones: [{ name: 'x' }] }, 'how.tones.0.pitch'],
  [{ tones: [] }, 'how.voice'],
  [{ voice: 1, speed: 1 }, 'how.voice'],
  [{ voice: 'a', speed: 'at "h.other"; ' }, 'how.speed'],
  ['loud', 'how'],
])('an error within a variable names the path as well: %j', async (h, argument) => {
  const query = 'query ($h: How) { say(what: "h", how: $h) }'
  const [message, named] = (await errorOf(query, { h })) ?? []
  expect([message, named]).toEqual([expect.stringMatching(/^Variable "\$h" got invalid value /), argument])
})

it.each([
  ['query ($v: String!) { say(how: { tones: [], voice: $v }) }', { v: 1 }, 'how.voice'],
  ['query ($v: String!) { say(how: { tones: [], voice: $v }) }', {}, 'how.voice'],
  ['query ($v: String!) { say(how: { tones: [], voice: $v }) }', { v: null }, 'how.voice'],
  ['query ($p: Int!) { say(how: { voice: "a", tones: [{ pitch: $p }] }) }', { p: 'x' }, 'how.tones.0.pitch'],
  ['query ($s: String) { say(what: $s, length: $s) }', {}, 'length'],
  ['query ($l: Int) { ...F } fragment F on Query { say(length: $l) }', { l: 'x' }, 'length'],
])('a variable within an argument names the part that it is for: %s', async (query, variables, argument) => {
  expect((await errorOf(query, variables))?.[1]).toBe(argument)
})

it('a variable is that of its own operation, though another one has the same', async () => {
  const other = 'query Other($n: Int) { say(length: $n) }'
  const query = `${other} query Own($n: Boolean) { say(loud: $n) }`
  const { errors } = await ask({ query, variables: { n: 'x' }, operationName: 'Own' })
  expect(errors?.[0]?.extensions?.argument).toBe('loud')
})

it('a variable that nothing uses names none', async () => {
  const { errors } = await ask({ query: 'query ($n: Int) { say @include(if: true) }', variables: { n: 'x' } })
  expect(errors?.[0]?.extensions?.argument).toBeUndefined()
})
