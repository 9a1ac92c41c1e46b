import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { exampleTabs } from '../../server/transport/graphiql-examples.js'

const schema = buildSchema(
  readdirSync('schema')
    .map((file) => readFileSync(`schema/${file}`, 'utf8'))
    .join('\n'),
)

describe('the examples in GraphiQL', () => {
  it.each(exampleTabs)('fit beside the answer and are valid: $query', ({ query }) => {
    expect(query.split('\n').filter((line) => line.length > 60)).toEqual([])
    expect(validate(schema, parse(query))).toEqual([])
  })
})
