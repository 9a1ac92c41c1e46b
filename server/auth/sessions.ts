import { msPerDay, type UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import { isAnonymous, type Viewer } from './viewer.js'

/** Why something that ran for a viewer had to end. */
export type SessionEnd = 'EXPIRED' | 'REVOKED'

/** Something that runs for a viewer: a socket, or a stream of server-sent events. */
export interface Session {
  readonly viewer: Viewer
  /** From now on it runs for this viewer, unless it is over. */
  renew(viewer: Viewer): void
  /** It is over. */
  leave(): void
}

/** The register of what runs, so that it can be ended. */
interface Register {
  add(running: Running): void
  remove(running: Running): void
}

class Running implements Session {
  viewer: Viewer
  readonly end: (why: SessionEnd) => void
  readonly #register: Register
  isOver = false

  constructor(viewer: Viewer, end: (why: SessionEnd) => void, register: Register) {
    this.viewer = viewer
    this.end = end
    this.#register = register
    register.add(this)
  }

  renew(viewer: Viewer): void {
    if (this.isOver) return
    this.#register.remove(this)
    this.viewer = viewer
    this.#register.add(this)
  }

  leave(): void {
    this.isOver = true
    this.#register.remove(this)
  }
}

/** Sessions that end at the same time. */
interface ExpiryGroup {
  readonly members: Set<Running>
  readonly stop: AbortController
}

/** How many of the last revocations are remembered: a token may be revoked just after it was found good. */
const rememberedRevocations = 10_000

/** All that runs for viewers. It ends when the credentials of its viewer expire or are revoked. */
export class Sessions implements Disposable {
  readonly #clock: Clock
  readonly #byEnd = new Map<UnixMs, ExpiryGroup>()
  readonly #byToken = new Map<string, Set<Running>>()
  readonly #revoked = new Set<string>()
  readonly #register: Register = {
    add: (running) => this.#add(running),
    remove: (running) => this.#remove(running),
  }

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Calls `end` once when it has to end, which may be at once. */
  begin(viewer: Viewer, end: (why: SessionEnd) => void): Session {
    return new Running(viewer, end, this.#register)
  }

  /** Why nothing more may begin for a viewer who was accepted before. Null: it may. */
  endOf({ revokedAs, expiresAtMs }: Viewer): SessionEnd | null {
    if (this.#revoked.has(revokedAs)) return 'REVOKED'
    return expiresAtMs !== null && expiresAtMs <= this.#clock.now() ? 'EXPIRED' : null
  }

  /** Ends everything that runs for viewers with these credentials (`Viewer.revokedAs`). */
  revoke(revokedAs: string): void {
    this.#revoked.add(revokedAs)
    const [oldest] = this.#revoked
    if (this.#revoked.size > rememberedRevocations && oldest !== undefined) this.#revoked.delete(oldest)
    for (const running of this.#byToken.get(revokedAs) ?? []) this.#end(running, 'REVOKED')
  }

  [Symbol.dispose](): void {
    for (const { stop } of this.#byEnd.values()) stop.abort()
  }

  #add(running: Running): void {
    const { revokedAs, expiresAtMs } = running.viewer
    if (isAnonymous(running.viewer)) return
    if (this.#revoked.has(revokedAs)) return this.#end(running, 'REVOKED')
    const ofToken = this.#byToken.get(revokedAs)
    if (ofToken) ofToken.add(running)
    else this.#byToken.set(revokedAs, new Set([running]))
    if (expiresAtMs !== null) this.#groupOf(expiresAtMs).members.add(running)
  }

  #remove(running: Running): void {
    const { revokedAs, expiresAtMs } = running.viewer
    const ofToken = this.#byToken.get(revokedAs)
    ofToken?.delete(running)
    if (ofToken?.size === 0) this.#byToken.delete(revokedAs)
    if (expiresAtMs !== null) this.#leaveGroup(running, expiresAtMs)
  }

  #leaveGroup(running: Running, endMs: UnixMs): void {
    const group = this.#byEnd.get(endMs)
    group?.members.delete(running)
    if (group?.members.size !== 0) return
    group.stop.abort()
    this.#byEnd.delete(endMs)
  }

  #end(running: Running, why: SessionEnd): void {
    running.leave()
    running.end(why)
  }

  #groupOf(endMs: UnixMs): ExpiryGroup {
    const known = this.#byEnd.get(endMs)
    if (known) return known
    const made: ExpiryGroup = { members: new Set(), stop: new AbortController() }
    this.#byEnd.set(endMs, made)
    void this.#endAt(endMs, made)
    return made
  }

  async #endAt(endMs: UnixMs, { members, stop: { signal } }: ExpiryGroup): Promise<void> {
    // Waits until the member for which the group was made has joined it.
    await Promise.resolve()
    while (!signal.aborted && this.#clock.now() < endMs) {
      await this.#clock.sleep(Math.min(endMs - this.#clock.now(), msPerDay), signal)
    }
    if (!signal.aborted) for (const running of members) this.#end(running, 'EXPIRED')
  }
}
