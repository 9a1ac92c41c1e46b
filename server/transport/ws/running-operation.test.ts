import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Subscription } from '../../fanout/subscription.js'
import { apiError } from '../../graphql/errors.js'
import { RunningOperation } from './running-operation.js'

let sent: unknown[]
let told: string[]
let operation: RunningOperation
beforeEach(() => {
  sent = []
  told = []
  operation = new RunningOperation('a', 1, {
    outbox: {
      send: (text) => void sent.push(JSON.parse(text)),
      sinkFor: (id, stream) => ({ id, stream }) as never,
    },
    completed: () => void told.push('completed'),
    ended: () => void told.push('ended'),
  })
})

const stream = () => {
  const made = { deliverTo: vi.fn(), leave: vi.fn() }
  operation.streams(made as unknown as Subscription)
  return made
}

describe('an operation', () => {
  it('without a stream is over when it has been handled, once', () => {
    operation.handled()
    operation.end()
    expect(told).toEqual(['completed', 'ended'])
    expect(operation.stop.signal.aborted).toBe(true)
    expect(sent).toEqual([])
  })

  it('with a stream goes on, from when graphql-ws has done its part', () => {
    const { deliverTo } = stream()
    expect(deliverTo).not.toHaveBeenCalled()
    operation.handled()
    expect(deliverTo.mock.calls).toEqual([[{ id: 'a', stream: operation }]])
    expect(told).toEqual([])
  })

  it.each([
    ['for good', null, { id: 'a', type: 'complete' }],
    [
      'with an error',
      apiError('UNAUTHENTICATED', 'Gone.'),
      { id: 'a', type: 'error', payload: [{ message: 'Gone.', extensions: { code: 'UNAUTHENTICATED' } }] },
    ],
  ])('whose stream ends %s says so', (_how, error, message) => {
    stream()
    operation.handled()
    operation.streamEnded(error)
    expect(sent).toEqual([message])
    expect(told).toEqual(['completed', 'ended'])
  })

  it('that its client has completed leaves its stream, and says nothing of its end', () => {
    const { leave } = stream()
    operation.handled()
    operation.complete()
    operation.complete()
    expect(leave).toHaveBeenCalledOnce()
    expect(told).toEqual(['completed'])
    operation.streamEnded(null)
    expect(told).toEqual(['completed', 'ended'])
    expect(sent).toEqual([])
  })

  it('that its client has completed before it was handled never begins its stream', () => {
    const { deliverTo, leave } = stream()
    operation.complete()
    operation.handled()
    expect(leave).toHaveBeenCalledOnce()
    expect(deliverTo).not.toHaveBeenCalled()
    expect(told).toEqual(['completed', 'ended'])
  })
})
