/** How large a run is; each is a flag of `bench/fanout.ts`. */
export interface Size {
  readonly clients: number
  readonly events: number
  readonly rounds: number
  /** Sockets of `loop-stall`. */
  readonly subscribers: number
  /** Sockets of `memory`. */
  readonly sockets: number
}
