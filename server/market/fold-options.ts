import type { OptionsEvent, OptionUpdate } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import { isNear, priceReach, type Reach } from './belief.js'
import { hearingOf, type CurrencyState } from './currency-state.js'
import type { ExpiryState } from './expiry-state.js'
import { believedNow, hearWeighed, isWitness, type Heard, type Hearing } from './heard.js'
import { foldState } from './listed-instruments.js'
import { foldOption } from './option-state.js'
import { newerTime } from './order-in-time.js'

/** Adds what an event says about listed options, and ignores others. Answers the expiries that changed. */
export function foldOptions(state: CurrencyState, event: OptionsEvent): Set<UnixMs> {
  const { updates, receivedTimeMs, confirms } = event
  if (confirms) state.marksConfirmedAtMs = receivedTimeMs
  if (confirms === 'ALL') state.allConfirmedAtMs = receivedTimeMs
  const touched = new Set<UnixMs>()
  let hearing: Hearing | null = null
  for (const update of updates) {
    const { symbol, eventTimeMs } = update
    if (hearing?.eventTimeMs !== eventTimeMs) hearing = hearingOf(state, { eventTimeMs, receivedTimeMs })
    const expiry = state.expiries.get(state.expiryOf.get(symbol) ?? 0)
    if (expiry && foldUpdate(state, expiry, update, hearing)) touched.add(expiry.expiryMs)
  }
  return touched
}

/** The update of any option may bring the forward of its expiry. */
function foldUpdate(state: CurrencyState, expiry: ExpiryState, update: OptionUpdate, hearing: Hearing): boolean {
  const { symbol, eventTimeMs, values } = update
  const isNewState = foldState(state, symbol, update.state, hearing) !== null
  const { forward } = expiry
  const option = expiry.options.get(symbol)
  if (!option) return isNewState
  expiry.forward = hearForward(state.index, forward, values.underlyingPriceUsd, hearing)
  const next = foldOption(option, update, hearing, believedNow(expiry.forward) ?? expiry.forward.believed)
  if (next === option && forward === expiry.forward) return isNewState
  expiry.options.set(symbol, next)
  expiry.indexPriceUsd = believedNow(state.index)
  expiry.asOf = newerTime(eventTimeMs, expiry.asOf, hearing.marketMs)
  return true
}

/** No forward is twice or half of its index. */
const forwardReach: Reach = { factor: 2, slack: 0 }

/** The index confirms a forward near it and contradicts one far from it. */
function hearForward(
  index: Heard<number>,
  forward: Heard<number>,
  forwardUsd: number | null | undefined,
  hearing: Hearing,
): Heard<number> {
  const indexUsd = isWitness(index, hearing) ? believedNow(index) : null
  if (indexUsd === null || forwardUsd == null) return hearWeighed(forward, forwardUsd, hearing, priceReach)
  const isFar = !isNear(forwardUsd, indexUsd, forwardReach)
  const witness = isFar ? 'AGAINST' : isNear(forwardUsd, indexUsd, priceReach) ? 'FOR' : null
  return hearWeighed(forward, forwardUsd, hearing, priceReach, witness)
}
