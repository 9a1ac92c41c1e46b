import type { Place } from '../../limits/counted.js'

/** The place of a WebSocket among those of its address. */
export class SocketPlace {
  readonly #place: Place
  /** Null: it has sent `connection_init`. */
  #uninitialized: Place | null

  constructor(place: Place, uninitialized: Place) {
    this.#place = place
    this.#uninitialized = uninitialized
  }

  initialized(): void {
    this.#uninitialized?.leave()
    this.#uninitialized = null
  }

  leave(): void {
    this.initialized()
    this.#place.leave()
  }
}
