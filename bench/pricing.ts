import type { OptionKind } from '../server/domain/instrument.js'
import { premiumUsd, type Black76Inputs } from '../server/pricing/black76.js'
import { black76Greeks } from '../server/pricing/greeks.js'
import { impliedVol, type ImpliedVolInputs } from '../server/pricing/implied-vol.js'

/**
 * How long it takes to reprice a chain of 1,000 contracts: `npx tsx bench/pricing.ts`. Prints a table, then a JSON
 * line per figure. The floor is what Math.exp and Math.log alone would cost: eight calls a contract, about as many as
 * one premium with its greeks needs.
 */

const rounds = 400
const warmUpRounds = 200
const forwardUsd = 84_000

function chain(): Black76Inputs[] {
  const expiries = [1, 2, 7, 14, 30, 60, 90, 180, 270, 360]
  return expiries.flatMap((days) =>
    Array.from({ length: 50 }, (_, index) => (index - 24.5) / 10).flatMap((deviations) =>
      (['CALL', 'PUT'] as const).map((optionKind: OptionKind) => {
        const yearsToExpiry = days / 365
        const iv = 0.45 + 0.03 * deviations * deviations
        const strikeUsd = Math.round(forwardUsd * Math.exp(deviations * 0.45 * Math.sqrt(yearsToExpiry)))
        return { forwardUsd, strikeUsd, yearsToExpiry, iv, optionKind }
      }),
    ),
  )
}

/** Quotes about the premium, away from it by a share; those below intrinsic value stay, as on a real chain. */
function quotes(contracts: readonly Black76Inputs[], factor: number): ImpliedVolInputs[] {
  return contracts.map((inputs) => ({ ...inputs, premiumUsd: premiumUsd(inputs) * factor }))
}

/** Kept and printed so that no work can be optimized away. */
let checksum = 0

function sumOver<T>(items: readonly T[], of: (item: T) => number): () => void {
  return () => {
    for (const item of items) checksum += of(item)
  }
}

interface Timing {
  readonly medianMs: number
  readonly p99Ms: number
}

function time(work: () => void): Timing {
  for (let round = 0; round < warmUpRounds; round++) work()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return { medianMs: times[rounds >> 1] ?? Number.NaN, p99Ms: times[Math.floor(rounds * 0.99)] ?? Number.NaN }
}

function floorWork(inputs: Black76Inputs): number {
  let sum = 0
  for (let call = 0; call < 4; call++) sum += Math.exp(-call * inputs.iv) + Math.log(inputs.strikeUsd + sum)
  return sum
}

const contracts = chain()
const cases: Record<string, () => void> = {
  'floor: 8 exp/log each': sumOver(contracts, floorWork),
  premium: sumOver(contracts, premiumUsd),
  'premium + greeks': sumOver(contracts, (inputs) => premiumUsd(inputs) + black76Greeks(inputs).delta),
  'IV of bids': sumOver(quotes(contracts, 0.985), (quote) => impliedVol(quote) ?? 0),
  'IV of asks': sumOver(quotes(contracts, 1.015), (quote) => impliedVol(quote) ?? 0),
}

const figures = Object.entries(cases).map(([name, work]) => ({ bench: 'pricing', case: name, ...time(work) }))
const floorMs = figures[0]?.medianMs ?? Number.NaN

console.table(
  figures.map(({ case: name, medianMs, p99Ms }) => ({
    [`${contracts.length} contracts`]: name,
    'median ms': medianMs.toFixed(3),
    'p99 ms': p99Ms.toFixed(3),
    'times the floor': (medianMs / floorMs).toFixed(1),
  })),
)
for (const figure of figures) console.log(JSON.stringify({ ...figure, timesFloor: figure.medianMs / floorMs }))
if (!Number.isFinite(checksum)) throw new Error('A premium of the chain is not a number')
