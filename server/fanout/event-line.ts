import type { Payload } from './payload.js'

export interface GroupEvent {
  readonly id: string
  /** Nobody else gets it. */
  readonly audience: string
  readonly payload: Payload
}

/** How many places of events that were taken are kept at most. */
const maxTaken = 1_024

/** Events that wait for one reader, first in, first out. */
export class EventLine {
  #events: GroupEvent[] = []
  #taken = 0
  #bytes = 0

  get length(): number {
    return this.#events.length - this.#taken
  }

  /** Of their JSON. */
  get bytes(): number {
    return this.#bytes
  }

  add(event: GroupEvent): void {
    this.#events.push(event)
    this.#bytes += event.payload.bytes
  }

  take(): GroupEvent | undefined {
    const event = this.#events[this.#taken]
    if (!event) return undefined
    this.#taken += 1
    this.#bytes -= event.payload.bytes
    // To move all that waits at every event would take long when many wait.
    if (this.#taken === this.#events.length || this.#taken > maxTaken) this.#forgetTaken()
    return event
  }

  /** Drops those that do not pass. */
  keep(passes: (event: GroupEvent) => boolean): void {
    this.#forgetTaken()
    this.#events = this.#events.filter(passes)
    this.#bytes = this.#events.reduce((sum, { payload }) => sum + payload.bytes, 0)
  }

  clear(): void {
    this.#events = []
    this.#taken = 0
    this.#bytes = 0
  }

  #forgetTaken(): void {
    this.#events = this.#events.slice(this.#taken)
    this.#taken = 0
  }
}
