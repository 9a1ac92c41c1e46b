import type { EventBus } from '../bus/event-bus.js'
import {
  StoreUnavailable,
  type Commit,
  type Committed,
  type Journal,
  type PastCommit,
  type PastPlace,
} from '../storage/journal.js'
import type { Turns } from './account/turns.js'

/** A change of an account: what to commit, and how the account takes it over afterward. */
export interface Change {
  readonly commit: Commit
  /** Called when the commit is kept. Left out: the account has nothing to take over. */
  readonly takeOver?: () => void
}

/** What accounts did before, and the place in the store that is held for it. */
interface PastCommits {
  readonly commits: readonly PastCommit[]
  readonly place?: PastPlace | null
}

/**
 * Commits a change, then has the account take it over, then publishes its events: always in this order, and for all
 * accounts in the order of their commits. So a reader who resumes after an event has missed nothing before it.
 *
 * When the connection to the store was lost while it confirmed a commit, nobody knows whether the commit was kept. The store
 * is asked before anything else is committed. A commit that was kept is then taken over, and its events are published.
 */
export class Committer {
  readonly #journal: Journal
  readonly #bus: EventBus
  /** Changes of which nobody knows whether they were kept. */
  readonly #doubts: Change[] = []
  #settling: Promise<void> | null = null
  readonly #onFault: (error: unknown) => void

  /** `onFault` gets what an account throws while it takes a change over, and why an event cannot be told. The commit stands. */
  constructor(journal: Journal, bus: EventBus, onFault: (error: unknown) => void) {
    this.#journal = journal
    this.#bus = bus
    this.#onFault = onFault
  }

  /** Whether an account may differ from the store. Then nothing may be decided from it before `ready`. */
  get isInDoubt(): boolean {
    return this.#doubts.length > 0
  }

  /** Resolves when there is no doubt. Rejects with `StoreUnavailable` while the store cannot be asked. */
  ready(): Promise<void> {
    if (!this.isInDoubt) return Promise.resolve()
    this.#settling ??= this.#settleDoubts().finally(() => (this.#settling = null))
    return this.#settling
  }

  /**
   * Rejects as `Journal.commit` does. Then nothing was taken over and nobody was told. A commit in doubt that was kept is
   * taken over and told when the doubt is settled.
   */
  async commit(change: Change): Promise<Committed> {
    if (this.isInDoubt) await this.ready()
    const committed = await this.#journal.commit(change.commit).catch((error: unknown) => {
      if (error instanceof StoreUnavailable && error.outcomeUnknown) this.#doubts.push(change)
      throw error
    })
    this.#tell(change, committed)
    return committed
  }

  /**
   * Commits what accounts did in a past that the store does not have yet, then has the caller take it over, then publishes the
   * events that readers do not have. Rejects as `Journal.keepPast` does.
   */
  async commitPast(
    { commits: past, place }: PastCommits,
    takeOver: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.ready()
    const late = await this.#journal.keepPast(past, signal, place)
    await takeOver()
    for (const [index, { commit }] of past.slice(past.length - late.length).entries()) {
      const committed = late[index]
      if (committed) this.#tellOf(commit, committed)
    }
  }

  /** Waits for the turn and until no commit is in doubt, calls `make`, and commits the change. Null: nothing changes. */
  inTurn(turns: Turns, make: () => Change | null | Promise<Change>): Promise<Committed | null> {
    return turns.take(async () => {
      if (this.isInDoubt) await this.ready()
      const change = await make()
      return change && this.commit(change)
    })
  }

  async #settleDoubts(): Promise<void> {
    for (let doubt = this.#doubts[0]; doubt; doubt = this.#doubts[0]) {
      const kept = await this.#journal.wasKept(doubt.commit)
      this.#doubts.shift()
      if (kept) this.#tell(doubt, kept)
    }
  }

  #tell({ commit, takeOver }: Change, committed: Committed): void {
    try {
      takeOver?.()
    } catch (error) {
      this.#onFault(error)
    }
    this.#tellOf(commit, committed)
  }

  #tellOf({ accountId, open, account = open }: Commit, committed: Committed): void {
    const { orderEvents, fills, closedTrades, decisions, scoreEvents, untold = [] } = committed
    for (const fault of untold) this.#onFault(fault)
    if (account) this.#bus.publish('account', accountId, account)
    for (const event of orderEvents) this.#bus.publish('orderEvent', accountId, event)
    for (const fill of fills) this.#bus.publish('fill', accountId, fill)
    for (const trade of closedTrades) this.#bus.publish('closedTrade', accountId, trade)
    for (const decision of decisions) this.#bus.publish('decision', accountId, decision)
    for (const event of scoreEvents) this.#bus.publish('scoreEvent', accountId, event)
  }
}
