import { EventEmitter, once } from 'node:events'
import { StoreUnavailable, type Journal } from '../../../server/storage/journal.js'

/** For tests: a journal whose commits wait, once it is held, until each is released or fails. */
export interface HeldJournal extends Journal {
  /** From now on commits wait, in the order in which they come. */
  hold(): void
  /** Lets all through, those that wait and those to come. */
  open(): void
  release(): void
  /** Has the commit that waits longest fail, as with a full disk. */
  fail(): void
  /** Has the next commit be kept, while its confirmation is lost. */
  loseConfirmation(): void
  waiting(): number
  /** Resolves when so many commits wait. */
  untilWaiting(count?: number): Promise<void>
}

interface Waiting {
  readonly accountId: string
  resolve(): void
  reject(error: Error): void
}

/** `only` names the accounts whose commits are held; left out: all. */
export function heldJournal(journal: Journal, only?: readonly string[]): HeldJournal {
  let isHeld = false
  let isLost = false
  const waiting: Waiting[] = []
  const arrivals = new EventEmitter()
  return {
    ...journal,
    async commit(commit) {
      const { accountId } = commit
      if (isHeld && (only?.includes(accountId) ?? true)) {
        await new Promise<void>((resolve, reject) => {
          waiting.push({ accountId, resolve, reject })
          arrivals.emit('arrival')
        })
      }
      const committed = await journal.commit(commit)
      if (!isLost) return committed
      isLost = false
      throw new StoreUnavailable('The connection was lost', { outcomeUnknown: true })
    },
    hold() {
      isHeld = true
    },
    open() {
      isHeld = false
      for (const one of waiting.splice(0)) one.resolve()
    },
    release: () => waiting.shift()?.resolve(),
    fail: () => waiting.shift()?.reject(new StoreUnavailable('The disk is full')),
    loseConfirmation() {
      isLost = true
    },
    waiting: () => waiting.length,
    async untilWaiting(count = 1) {
      while (waiting.length < count) await once(arrivals, 'arrival')
    },
  }
}
