import type { ClientMessage } from './client-message.js'

type Handle = (message: ClientMessage) => Promise<void>

interface HeldBack {
  readonly message: ClientMessage
  /** Settles the promise of that message: as its handling does, or at once when the message is dropped. */
  settle(handled?: Promise<void>): void
}

interface Operation {
  /** The client sent `complete`. The operation may still be ending. */
  completed: boolean
  /** A `subscribe` with the same id that came meanwhile. */
  next: HeldBack | null
}

/**
 * Lets a client use an id again right after its `complete`, as the protocol allows. graphql-ws (6.4) clears up after an
 * operation some turns later, by its id alone. It would end and then leak a new operation with the same id. So this
 * holds the new `subscribe` back until the old operation is over, and drops it if the socket is not open then. Every
 * other message passes at once. Each message has its own promise, which settles as its handling does. `refuse` is told of
 * an id of which one `subscribe` is held back already: graphql-ws would begin both, and never end one of them.
 */
export function reuseIds(handle: Handle, isOpen: () => boolean, refuse: (id: string) => void): Handle {
  const operations = new Map<string, Operation>()

  function run(id: string, message: ClientMessage): Promise<void> {
    const operation: Operation = { completed: false, next: null }
    operations.set(id, operation)
    // A subscription is handled for as long as it runs. So this closure must not keep its message.
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
      if (!running.completed) return handle(message)
      if (running.next !== null) return Promise.resolve(refuse(id))
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
