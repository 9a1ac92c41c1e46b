import { isDeepStrictEqual } from 'node:util'
import type { EventBus } from '../../bus/event-bus.js'
import type { Performance } from '../../domain/performance.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Positions } from '../../domain/position.js'
import { sameFields } from '../../lib/same-fields.js'
import type { AccountMoment } from './account-views.js'
import { performanceView, portfolioView, positionsView } from './account-views.js'
import { liveValue } from './live-value.js'

/** The published state of one account. */
export interface LiveAccount {
  performance(): Performance
  positions(): Positions
  portfolio(): Portfolio
  /** Shows the account at a moment, and publishes those of the three that changed. */
  show(moment: AccountMoment): void
}

/** Starts with an account as it is at `first`; nothing is published for that. */
export function liveAccount(bus: EventBus, first: AccountMoment): LiveAccount {
  const performance = liveValue<Performance>(performanceView(first), (a, b) => sameFields(a, b, ['asOf', 'seq']))
  const positions = liveValue<Positions>(positionsView(first), samePositions)
  const portfolio = liveValue<Portfolio>(portfolioView(first), (a, b) => sameFields(a, b, ['asOf', 'seq']))
  const key = first.header.accountId
  return {
    performance: performance.now,
    positions: positions.now,
    portfolio: portfolio.now,
    show(moment) {
      const changed = {
        performance: performance.update(performanceView(moment)),
        positions: positions.update(positionsView(moment)),
        portfolio: portfolio.update(portfolioView(moment)),
      }
      if (changed.performance) bus.publish('performance', key, performance.now())
      if (changed.positions) bus.publish('positions', key, positions.now())
      if (changed.portfolio) bus.publish('portfolio', key, portfolio.now())
    },
  }
}

function samePositions(a: Positions, b: Positions): boolean {
  return sameFields(a, b, ['asOf', 'seq', 'positions']) && isDeepStrictEqual(a.positions, b.positions)
}
