import type { EventBus } from '../bus/event-bus.js'
import type { Commit, Committed, Journal } from '../storage/journal.js'

/**
 * Commits, then has the caller take over what was committed, then tells the readers: always in this order, and for all
 * accounts in the order of their commits, so that whoever resumes behind an event has missed nothing before it.
 */
export class Committer {
  readonly #journal: Journal
  readonly #bus: EventBus

  constructor(journal: Journal, bus: EventBus) {
    this.#journal = journal
    this.#bus = bus
  }

  /** Rejects as `Journal.commit` does; then nothing was taken over or told. */
  async commit(commit: Commit, takeOver: () => void): Promise<Committed> {
    const committed = await this.#journal.commit(commit)
    takeOver()
    for (const fill of committed.fills) this.#bus.publish('fill', commit.accountId, fill)
    for (const decision of committed.decisions) this.#bus.publish('decision', commit.accountId, decision)
    return committed
  }
}
