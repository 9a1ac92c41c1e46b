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

/** What is to become of an account. */
export interface Change {
  readonly commit: Commit
  /** Has the account take over what was committed; left out where there is nothing more to do. */
  readonly takeOver?: () => void
}

/** Commits of the past, and the place that is held for them in the store. */
interface KeptLater {
  readonly commits: readonly PastCommit[]
  readonly place?: PastPlace | null
}

/**
 * Commits, then has the caller take over what was committed, then tells the readers all of it: always in this order, and
 * for all accounts in the order of their commits, so that whoever resumes behind an event has missed nothing before it.
 *
 * When the connection to the store was lost while it confirmed a commit, the store is asked what became of it before
 * anything else is committed; what was kept is then taken over and told.
 */
export class Committer {
  readonly #journal: Journal
  readonly #bus: EventBus
  /** Changes of which nobody can say whether they were kept. */
  readonly #doubts: Change[] = []
  #settling: Promise<void> | null = null
  readonly #onFault: (error: unknown) => void

  /** `onFault` gets what a caller throws while it takes over, and why an event cannot be told. The commit stands. */
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
   * Commits what accounts did of which the store does not know yet, then has the caller take over, then tells of what is new to
   * readers. Rejects as `Journal.keepPast` does.
   */
  async commitPast(
    { commits: past, place }: KeptLater,
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

  /** Calls `make` in its turn, when no account is in doubt, and commits the change. `make` answers null for no change. */
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
