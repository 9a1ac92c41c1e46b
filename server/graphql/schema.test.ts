import { buildSchema } from 'graphql'
import { expect, it } from 'vitest'
import { schemaText } from './schema.js'

it('the schema in one file is in alphabetical order, so that its changes are seen', () => {
  const described = '"""What b is."""\n  b: Int'
  const schema = buildSchema(`type Query {\n  ${described}\n  a(d: Int, c: Int): Kind\n}\nenum Kind { Z Y }`)
  expect(schemaText(schema)).toBe(
    `enum Kind {\n  Y\n  Z\n}\n\ntype Query {\n  a(c: Int, d: Int): Kind\n\n  ${described}\n}`,
  )
})
