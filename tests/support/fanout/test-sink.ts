import type { GraphQLError } from 'graphql'
import type { Takeable } from '../../../server/fanout/member.js'
import type { Sink } from '../../../server/fanout/subscription.js'

/** A socket that writes when it is told to. */
export class TestSink implements Sink {
  ready = true
  closed = false
  wakes = 0
  readonly got: { seq?: number; usd?: number; whole?: boolean; executions?: number; id?: string }[] = []
  readonly jsons: string[] = []
  readonly ends: (GraphQLError | null)[] = []
  #tellEnd: (error: GraphQLError | null) => void = () => {}
  /** Resolves when its stream is over. */
  readonly end = new Promise<GraphQLError | null>((resolve) => (this.#tellEnd = resolve))
  #member: Takeable | null = null

  wake(member: Takeable): void {
    this.#member = member
    this.wakes += 1
    if (this.ready) this.flush()
  }

  ended(error: GraphQLError | null): void {
    this.ends.push(error)
    this.#tellEnd(error)
  }

  fellBehind(): void {
    this.closed = true
    this.ended(null)
  }

  /** Takes what waits, at most so many. */
  flush(most = Infinity): void {
    for (let taken = 0; taken < most; taken += 1) {
      const payload = this.#member?.take()
      if (!payload) return
      this.jsons.push(payload.json)
      this.got.push(Object.values(payload.result.data ?? {})[0] as (typeof this.got)[number])
    }
  }

  /** Bytes that wait for it, and its share of those that wait for others too. */
  get ownBytes() {
    return this.#member?.ownBytes
  }

  get ids() {
    return this.got.map(({ id }) => id)
  }

  get seqs() {
    return this.got.map(({ seq }) => seq)
  }
}
