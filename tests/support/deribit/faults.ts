/** How the double misbehaves, beyond what the exchange does anyway; may be changed at any time. */
export interface Faults {
  /** Sockets stay open, heartbeats and answers go on, no data comes. */
  silent: boolean
  /** Not a word: no data, no answers, no heartbeats. */
  mute: boolean
  /** Which channels of a subscribe call are left out of the answer. */
  dropChannels: (channel: string) => boolean
  /** Subscribed channels that say nothing more until somebody subscribes to them again. */
  readonly lostChannels: Set<string>
  /** Every subscribe call fails with 13778. */
  refuseAsRaw: boolean
  /** Requests are answered with 10028 or 10066, and the socket closed. */
  tooManyRequests: 10028 | 10066 | null
  /** Handshakes are refused with this HTTP status. */
  handshakeStatus: number | null
  /** The answer to `hello` comes after all others. */
  slowHello: boolean
  /** What `public/status` says is locked. */
  readonly lockedIndices: Set<string>
  /** Book changes skip an id. */
  bookGap: boolean
}

export function noFaults(): Faults {
  return {
    silent: false,
    mute: false,
    dropChannels: () => false,
    lostChannels: new Set(),
    refuseAsRaw: false,
    tooManyRequests: null,
    handshakeStatus: null,
    slowHello: false,
    lockedIndices: new Set(),
    bookGap: false,
  }
}
