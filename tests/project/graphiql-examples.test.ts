import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { exampleTabs } from '../../server/transport/pages/graphiql-examples.js'
import { contractFiles } from '../support/contract.js'

const schema = buildSchema(contractFiles.join('\n'))

describe('the examples in GraphiQL', () => {
  it.each(exampleTabs)('fit beside the answer and are valid: $query', ({ query }) => {
    expect(query.split('\n').filter((line) => line.length > 60)).toEqual([])
    expect(validate(schema, parse(query))).toEqual([])
  })
})
