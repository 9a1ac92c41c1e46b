import type { ClientMessage } from './client-message.js'

type Handle = (message: ClientMessage) => Promise<void>

interface HeldBack {
  readonly message: ClientMessage
  /** Ends the promise of that message: with the handling of it, or at once when it is dropped. */
  settle(handled?: Promise<void>): void
}

interface Operation {
  /** The client said `complete`; the operation may still be winding down. */
  completed: boolean
  /** A subscribe under the same id that came meanwhile. */
  next: HeldBack | null
}

/**
 * Lets a client use an id again right after its `complete`, as the protocol allows. graphql-ws (6.4) clears up after an
 * operation by its id alone, some turns later, and would end and then leak a new operation that took the id meanwhile.
 * So the new `subscribe` is held back until the handling of the old one is over, and dropped when the socket is no
 * longer open by then; everything else passes as it came. Each message has a promise of its own, over when its handling
 * is, which fails as that fails.
 */
export function reuseIds(handle: Handle, isOpen: () => boolean): Handle {
  const operations = new Map<string, Operation>()

  function run(id: string, message: ClientMessage): Promise<void> {
    const operation: Operation = { completed: false, next: null }
    operations.set(id, operation)
    // A subscription is handled for as long as it runs; nothing here may keep its message meanwhile.
    return handle(message).finally(() => {
      operations.delete(id)
      const { next } = operation
      next?.settle(isOpen() ? run(id, next.message) : undefined)
    })
  }

  return (message) => {
    const { type, id } = message
    const running = id === undefined ? undefined : operations.get(id)
    if (id !== undefined && type === 'subscribe') {
      if (!running) return run(id, message)
      if (!running.completed || running.next !== null) return handle(message)
      return new Promise((settle) => (running.next = { message, settle }))
    }
    if (running && type === 'complete') {
      if (running.next !== null) {
        running.next.settle()
        running.next = null
        return Promise.resolve()
      }
      running.completed = true
    }
    return handle(message)
  }
}
