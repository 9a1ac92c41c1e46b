import { beforeEach, describe, expect, it } from 'vitest'
import type { ClientMessage } from './client-message.js'
import { reuseIds } from './id-reuse.js'

interface Handled {
  readonly message: ClientMessage
  end(): void
  fail(error: Error): void
}

let handled: Handled[]
let isOpen: boolean
let refused: string[]
let handle: (message: ClientMessage) => Promise<void>
beforeEach(() => {
  handled = []
  isOpen = true
  refused = []
  handle = reuseIds(
    (message) => {
      if (message === complete) return Promise.resolve()
      return new Promise((resolve, reject) => handled.push({ message, end: resolve, fail: reject }))
    },
    () => isOpen,
    (id) => refused.push(id),
  )
})

const complete = { id: 'a', type: 'complete', payload: undefined }
const subscribe = (n: number) => ({ id: 'a', type: 'subscribe', payload: { n } })
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** How a promise stands once everything that can go on has gone on. */
async function stateOf(promise: Promise<void>): Promise<string> {
  let state = 'pending'
  promise.then(
    () => (state = 'done'),
    (error: unknown) => (state = String(error)),
  )
  await settle()
  return state
}

describe('an id that is used again', () => {
  it('waits for the operation before, and each has a promise of its own', async () => {
    const first = handle(subscribe(1))
    await handle(complete)
    const second = handle(subscribe(2))
    expect(handled).toHaveLength(1)
    handled[0]?.end()
    expect([await stateOf(first), await stateOf(second)]).toEqual(['done', 'pending'])
    expect(handled[1]?.message).toEqual(subscribe(2))
    handled[1]?.end()
    expect(await stateOf(second)).toBe('done')
  })

  it('hears at once of the failure of the operation before, which is not its own', async () => {
    const first = handle(subscribe(1))
    await handle(complete)
    const second = handle(subscribe(2))
    handled[0]?.fail(new Error('broken'))
    expect([await stateOf(first), await stateOf(second)]).toEqual(['Error: broken', 'pending'])
    handled[1]?.fail(new Error('broken too'))
    expect(await stateOf(second)).toBe('Error: broken too')
  })

  it('is not used when it is completed while it waits, or when the socket has closed by then', async () => {
    const first = handle(subscribe(1))
    await handle(complete)
    const second = handle(subscribe(2))
    await handle(complete)
    expect(await stateOf(second)).toBe('done')
    const third = handle(subscribe(3))
    isOpen = false
    handled[0]?.end()
    expect([await stateOf(first), await stateOf(third)]).toEqual(['done', 'done'])
    expect(handled).toHaveLength(1)
  })

  it('is not held back while nobody has completed the operation before, and refused when one waits already', () => {
    void handle(subscribe(1))
    void handle(subscribe(2))
    expect(handled.map(({ message }) => message)).toEqual([subscribe(1), subscribe(2)])
    handled.length = 0
    const fresh = { ...complete, id: 'b' }
    const next = (n: number) => ({ ...subscribe(n), id: 'b' })
    void handle(next(1))
    void handle(fresh)
    void handle(next(2))
    void handle(next(3))
    expect(handled.map(({ message }) => message)).toEqual([next(1), fresh])
    expect(refused).toEqual(['b'])
  })

  it('is not free again after another message that has it', () => {
    const messages = [subscribe(1), { ...complete, type: 'ping' }, subscribe(2)]
    for (const message of messages) void handle(message)
    expect(handled.map(({ message }) => message)).toEqual(messages)
  })

  it('of another message passes at once, and so does what has none', () => {
    const messages = [
      { id: 'a', type: 'complete', payload: { of: 'nothing that runs' } },
      subscribe(1),
      { id: 'a', type: 'ping', payload: undefined },
      { id: undefined, type: 'ping', payload: undefined },
      { id: undefined, type: 'subscribe', payload: undefined },
      { id: undefined, type: 'subscribe', payload: undefined },
    ]
    for (const message of messages) void handle(message)
    expect(handled.map(({ message }) => message)).toEqual(messages)
  })
})
