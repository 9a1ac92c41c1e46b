import { buildSchema, GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { withoutSchema } from './schema-hints.js'

const schema = buildSchema('type Query { secretField(secretArgument: SecretInput): Int } input SecretInput { a: Int }')
const hiding = withoutSchema({ schema, document: parse('{ a }') })
const shown = (message: string) => hiding(new GraphQLError(message)).message

describe('an error', () => {
  it.each([
    ['There is no "b". Did you mean "secretField" or "a"?', 'There is no "b".'],
    ['Did you mean "secretField"?', ''],
    ['Unknown type "SecretInput".', 'Unknown type "…".'],
    ['It is "a \\" SecretInput', 'It is "a \\" …'],
    ['It is "a SecretInput\\', 'It is "a …\\'],
    ['Whether you mean it? No.', 'Whether you mean it? No.'],
  ])('names nothing of the schema that was not sent: %j', (message, told) => expect(shown(message)).toBe(told))

  it('names no argument and no part of one that was not sent', () => {
    const naming = (argument: string, code?: string) =>
      hiding(new GraphQLError('No', { extensions: { argument, code } })).extensions.argument
    expect([naming('a.secretField'), naming('a.0.secretArgument.a'), naming('a.0')]).toEqual(['a', 'a.0', 'a.0'])
    // Refusals of ours name what a caller has to know.
    expect(naming('secretArgument', 'INVALID_INPUT')).toBe('secretArgument')
  })

  it.each(['Did you mean ', 'Did you mean ?', '\\"', '"', '"\\\n', '\\', 'a', '&'])(
    'with a text of many %j is read in one go',
    // It takes milliseconds. In quadratic time it would take minutes.
    { timeout: 30_000 },
    (part) => {
      const text = part.repeat(400_000 / part.length)
      for (const message of [text, `${text}.`, `"${text}\\\n`]) {
        expect(shown(message).length).toBeLessThanOrEqual(message.length)
      }
    },
  )
})
