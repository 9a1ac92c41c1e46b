import { parse, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { beforeEach, expect, it, vi } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { Sessions } from '../../auth/sessions.js'
import { anonymousViewer, viewerOf, type Viewer } from '../../auth/viewer.js'
import type { Answer } from '../answers/answer.js'
import { useQueryEnds } from './use-query-ends.js'

type Execute = (args: ExecutionArgs) => unknown

const done: ExecutionResult = { data: { viewer: { id: 'token:1' } } }
let sessions: Sessions
const giveUp = vi.fn()
beforeEach(() => {
  sessions = new Sessions(new ManualClock(0))
  giveUp.mockClear()
})

interface Operation {
  readonly text?: string
  readonly viewer?: Viewer | undefined
  readonly hasAnswer?: boolean
}

/** What is executed in place of `execute`. */
function executed(execute: Execute, { text = '{ a }', viewer = viewerOf('token:1', []), hasAnswer = true }: Operation) {
  let inPlace = execute
  const contextValue = { viewer, giveUp, ...(hasAnswer ? { answer: {} as unknown as Answer } : {}) }
  const args = { document: parse(text), contextValue }
  const setExecuteFn = (other: Execute) => (inPlace = other)
  void useQueryEnds(sessions).onExecute?.({ args, executeFn: execute, setExecuteFn } as never)
  return inPlace(args as unknown as ExecutionArgs)
}

/** A query that has not come to its end yet. */
function running(operation: Operation = {}) {
  let resolve: (result: ExecutionResult) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const result = new Promise<ExecutionResult>((onResult, onError) => {
    resolve = onResult
    reject = onError
  })
  return { answer: executed(() => result, operation), resolve, reject }
}

it('a query that runs when the token of its viewer is revoked is given up, and answered with an error alone', async () => {
  const { answer, resolve } = running()
  sessions.revoke('token:1')
  expect(giveUp).toHaveBeenCalledOnce()
  resolve(done)
  expect(await answer).toEqual({
    errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) as object })],
  })
})

it('a query is answered with what it read, and its token may be revoked after that', async () => {
  const { answer, resolve } = running()
  resolve(done)
  expect(await answer).toBe(done)
  sessions.revoke('token:1')
  expect(giveUp).not.toHaveBeenCalled()
})

it('a query that failed runs no more', async () => {
  const { answer, reject } = running()
  reject(new Error('a bug'))
  await expect(answer).rejects.toThrow('a bug')
  sessions.revoke('token:1')
  expect(giveUp).not.toHaveBeenCalled()
})

it('a query that is answered at once is left as it is', () => {
  expect(executed(() => done, {})).toBe(done)
})

it.each<[string, Operation]>([
  ['a mutation', { text: 'mutation { a }' }],
  ['a query on a WebSocket', { hasAnswer: false }],
  ['a query of another token', { viewer: viewerOf('token:2', []) }],
  ['a query without a token', { viewer: anonymousViewer([]) }],
])('%s goes on when a token is revoked', async (_what, operation) => {
  const { answer, resolve } = running(operation)
  sessions.revoke('token:1')
  resolve(done)
  expect(await answer).toBe(done)
  expect(giveUp).not.toHaveBeenCalled()
})
