import { CombinedError, type Client } from 'urql'
import { beforeEach, describe, expect, it } from 'vitest'
import { createConnectionStore } from '../transport/connection-store.js'
import type { LiveFailure } from './failure.js'
import type { Operation, ResultSink } from './operation.js'
import { createPastReader, type PastReader } from './past.js'

type Join = (value: string) => string
interface Question extends ResultSink<Join> {
  readonly of: string
  isStopped: boolean
}

const refusal = (code: string) => new CombinedError({ graphQLErrors: [{ message: code, extensions: { code } }] })

describe('the pasts of a value', () => {
  let questions: Question[]
  let joined: string[]
  let failures: (string | null)[]
  let reader: PastReader<{ readonly of: string }>
  const want = (...names: string[]) => reader.want(names.map((of) => ({ of })))
  const again = (...names: string[]) => reader.again(names.map((of) => ({ of })))
  const running = () => questions.filter(({ isStopped }) => !isStopped).map(({ of }) => of)
  const asked = () => questions.map(({ of }) => of)

  beforeEach(() => {
    questions = []
    joined = []
    failures = []
    const ask = (_client: Client, { of }: { readonly of: string }): Operation<Join> => {
      return (sink) => {
        const question = { ...sink, of, isStopped: false }
        questions.push(question)
        return () => (question.isStopped = true)
      }
    }
    const client = {} as Client
    reader = createPastReader<string, { readonly of: string }>(
      { ask },
      { client, connection: createConnectionStore() },
      {
        joined: (join) => joined.push(join('value')),
        failed: (failure: LiveFailure | null) => failures.push(failure?.message ?? null),
      },
    )
  })

  it('are asked for once each, until they are answered', () => {
    want('a', 'b')
    questions[0]?.data((value) => `${value} with a`)
    want('a', 'b', 'c')
    expect([asked(), running(), joined]).toEqual([['a', 'b', 'c'], ['b', 'c'], ['value with a']])
  })

  it('are forgotten where they are no longer wanted, and asked for anew where they are wanted again', () => {
    want('a', 'b')
    want('b')
    expect([running(), failures]).toEqual([['b'], [null]])
    want('a', 'b')
    expect(asked()).toEqual(['a', 'b', 'a'])
  })

  it('are asked for again only where they are wanted, in place of the question before', () => {
    want('a', 'b')
    again('a', 'c')
    expect([asked(), running()]).toEqual([
      ['a', 'b', 'a'],
      ['b', 'a'],
    ])
  })

  it('that are older are asked for once while they are on their way, and anew when they were answered', () => {
    const older = () => reader.older({ of: 'a' })
    older()
    older()
    expect(asked()).toEqual(['a'])
    questions[0]?.data((value) => value)
    older()
    expect(asked()).toEqual(['a', 'a'])
  })

  it('say why one of them is not there, until it is answered', () => {
    want('a', 'b')
    questions[1]?.error(refusal('UNKNOWN_B'))
    questions[0]?.data((value) => value)
    questions[1]?.data((value) => value)
    expect(failures).toEqual(['UNKNOWN_B', 'UNKNOWN_B', null])
  })

  it('say why the first of several is not there, and why the other is not once that is no longer wanted', () => {
    want('a', 'b')
    questions[1]?.error(refusal('UNKNOWN_B'))
    questions[0]?.error(refusal('UNKNOWN_A'))
    want('b')
    want('b')
    expect(failures).toEqual(['UNKNOWN_B', 'UNKNOWN_A', 'UNKNOWN_B'])
  })

  it('are all stopped at once, and nothing keeps them away then', () => {
    reader.stop()
    expect(failures).toEqual([])
    want('a', 'b')
    questions[0]?.error(refusal('UNKNOWN_A'))
    reader.stop()
    expect([running(), failures]).toEqual([[], ['UNKNOWN_A', null]])
  })
})
