type Handle = (data: string) => Promise<void>

interface Operation {
  /** The client said `complete`; the operation may still be winding down. */
  completed: boolean
  /** A subscribe under the same id that came meanwhile. */
  next: string | null
}

/**
 * Lets a client use an id again right after its `complete`, as the protocol allows. graphql-ws (6.4) clears up after an
 * operation by its id alone, some turns later, and would end and then leak a new operation that took the id meanwhile.
 * So the new `subscribe` is held back until the handling of the old one is over, and dropped when the socket is no
 * longer open by then; everything else passes as it came.
 */
export function reuseIds(handle: Handle, isOpen: () => boolean): Handle {
  const operations = new Map<string, Operation>()

  async function run(id: string, data: string): Promise<void> {
    const operation: Operation = { completed: false, next: null }
    operations.set(id, operation)
    const handled = handle(data)
    // A subscription is handled for as long as it runs; its message need not be kept meanwhile.
    data = ''
    try {
      await handled
    } finally {
      operations.delete(id)
      if (operation.next !== null && isOpen()) await run(id, operation.next)
    }
  }

  return (data) => {
    const { type, id } = envelopeOf(data)
    const running = id === null ? undefined : operations.get(id)
    if (id !== null && type === 'subscribe') {
      if (!running) return run(id, data)
      if (!running.completed || running.next !== null) return handle(data)
      running.next = data
      return Promise.resolve()
    }
    if (running && type === 'complete') {
      if (running.next !== null) {
        running.next = null
        return Promise.resolve()
      }
      running.completed = true
    }
    return handle(data)
  }
}

function envelopeOf(data: string): { type: unknown; id: string | null } {
  try {
    const message = JSON.parse(data) as { type?: unknown; id?: unknown } | null
    return { type: message?.type, id: typeof message?.id === 'string' ? message.id : null }
  } catch {
    return { type: null, id: null }
  }
}
