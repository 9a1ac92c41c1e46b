import type { UnixMs } from '../../domain/units.js'

const fundingIntervalMs = 10_000

/** When funding of an account is due: once in each interval, at a moment of its own, so that no tick does it for all accounts. */
export class FundingPace {
  readonly #phaseMs: number

  constructor(accountId: string) {
    this.#phaseMs = phaseOf(accountId)
  }

  isDue(nowMs: UnixMs, fundedAtMs: UnixMs | null): boolean {
    const intervalOf = (timeMs: UnixMs) => Math.floor((timeMs + this.#phaseMs) / fundingIntervalMs)
    return fundedAtMs === null || nowMs < fundedAtMs || intervalOf(nowMs) !== intervalOf(fundedAtMs)
  }
}

/** The place of an account in the funding interval: a hash of its id. */
function phaseOf(accountId: string): number {
  let hash = 0
  for (const character of accountId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % fundingIntervalMs
  return hash
}
