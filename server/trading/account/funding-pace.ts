import type { UnixMs } from '../../domain/units.js'

const fundingIntervalMs = 10_000

/** When funding of an account is due: once every interval, not for all accounts in the same tick. */
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

/** Somewhere in the funding interval, the same for the same account. */
function phaseOf(accountId: string): number {
  let hash = 0
  for (const character of accountId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % fundingIntervalMs
  return hash
}
