import { parse, type ExecutionArgs, type GraphQLError } from 'graphql'
import { beforeEach, expect, it } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { documentBytes } from '../../graphql/pipeline/document-cache.js'
import type { Admission } from '../../limits/admission.js'
import { sourceOfAddress, unknownSource } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { holderOf } from './hold-document.js'

const text = 'subscription { a }'
const [one, other] = [sourceOfAddress('10.0.0.1'), sourceOfAddress('10.0.0.2')]
let counts: StreamCounts
let admission: Admission
beforeEach(() => {
  counts = new StreamCounts()
  admission = admissionFor({ LIMIT_HELD_BYTES_PER_ADDRESS: '20000' }, counts)
})

const hold = (parts: Partial<ExecutionArgs> = {}, source = one) =>
  holderOf(admission)({ document: parse(text), contextValue: { source }, ...parts } as ExecutionArgs)
const variableValues = { a: 'x'.repeat(10_000) }

it('a group counts with its document and variables until it ends', () => {
  const letGo = hold({ variableValues })
  expect(admission.documents.total).toBe(documentBytes(parse(text), text) + JSON.stringify(variableValues).length)
  letGo()
  expect(admission.documents.total).toBe(0)
})

it('a document without its text counts as well, and nobody knows for whom', () => {
  hold({ document: parse(text, { noLocation: true }), contextValue: {} })
  // It has no variables, which is an object without fields.
  expect(admission.documents.total).toBe(documentBytes(parse(text, { noLocation: true }), '') + 2)
  admission.documents.add(unknownSource, 16_000)
  expect(admission.documents.isOver(unknownSource)).toBe(true)
  expect(admission.documents.isOver(one)).toBe(false)
})

it('is refused when its address holds too much, and then holds no more', () => {
  const letGo = hold({ variableValues })
  const { total } = admission.documents
  const refused = (() => {
    try {
      hold({ variableValues })
    } catch (error) {
      return error as GraphQLError
    }
  })()
  expect(refused).toMatchObject({
    message: expect.stringContaining('for this address') as string,
    extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: 20_000, unit: 'bytes' } },
  })
  expect(Object.fromEntries(counts.refusals)).toEqual({ held_documents: 1 })
  expect(admission.documents.total).toBe(total)
  expect(() => hold({ variableValues }, other)).not.toThrow()
  letGo()
  expect(() => hold({ variableValues })).not.toThrow()
})
