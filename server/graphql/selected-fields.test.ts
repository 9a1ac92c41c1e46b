import { getOperationAST, Kind, parse } from 'graphql'
import { expect, it } from 'vitest'
import { fragmentsOf, selectedFields } from './selected-fields.js'

function reading(query: string, isTaken: (name: string) => boolean = () => true) {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('No operation')
  let read = 0
  const fields = selectedFields(operation.selectionSet, {
    fragmentOf: fragmentsOf(document),
    takes(node) {
      read += 1
      return node.kind !== Kind.FRAGMENT_SPREAD || isTaken(node.name.value)
    },
  })
  return { read, names: fields.map(({ node, condition }) => `${condition?.name.value ?? ''}.${node.name.value}`) }
}

it('finds the fields of all fragments, each with the type that is the innermost condition', () => {
  const query = '{ a ... { b ... on T { c ... { d } } } ...F } fragment F on U { e ... on V { f } }'
  expect(reading(query).names).toEqual(['.a', '.b', 'T.c', 'T.d', 'U.e', 'V.f'])
})

it('reads a fragment again after a spread of it that was left out', () => {
  expect(
    reading('{ ...Left ...F } fragment Left on Q { a } fragment F on Q { b ...Left }', (name) => name !== 'Left'),
  ).toEqual({ read: 4, names: ['Q.b'] })
})

it('leaves out a fragment that the document does not have', () => {
  expect(reading('{ ...Missing a }').names).toEqual(['.a'])
})

it('reads each selection of the document once, though every fragment is spread twice', () => {
  const links = Array.from({ length: 100 }, (_, n) => `fragment f${n} on Q { ...f${n + 1} ...f${n + 1} }`).join(' ')
  expect(reading(`{ ...f0 ...f0 } ${links} fragment f100 on Q { a ...f0 }`)).toEqual({ read: 204, names: ['Q.a'] })
})
