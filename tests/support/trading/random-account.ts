import fc from 'fast-check'
import { chainKey } from '../../../server/bus/event-bus.js'
import { maxLeverage } from '../../../server/domain/limits.js'
import type { OrderRequest } from '../../../server/domain/order.js'
import type { AgentDecision, TradingAgent } from '../../../server/trading/agents/trading-agent.js'
import { call, callExpiryMs, chainWith, limitOrder, marketOrder, marketWith, startMs } from './builders.js'
import { callOf, deskUnderTest, intervalMs, type DeskUnderTest } from './desk.js'
import { buying, closing, holding } from './scripted-agent.js'

const coin = (most: number) => fc.integer({ min: 1, max: most * 1_000 }).map((thousandths) => thousandths / 1_000)
const size = fc.option(coin(300), { nil: null })
const percent = fc.integer({ min: -12, max: 12 })
const sides = fc.constantFrom('BUY' as const, 'SELL' as const)

const quoteStep = fc.record({
  kind: fc.constant('quote' as const),
  movePct: percent,
  premiumUsd: fc.integer({ min: 1, max: 300 }).map((tenths) => tenths / 10),
  sizes: fc.tuple(size, size, size, size),
  fundingRate8h: fc.constantFrom(0, 0.002, -0.01),
  isStale: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
})
const orderStep = fc.record({
  kind: fc.constant('order' as const),
  option: fc.boolean(),
  side: sides,
  limitPct: fc.option(percent, { nil: null }),
  timeInForce: fc.constantFrom('GTC' as const, 'GTC' as const, 'IOC' as const, 'FOK' as const),
  quantityCoin: coin(300),
  reduceOnly: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  leverage: fc.constantFrom(1, 3, maxLeverage),
  stopPct: fc.option(fc.integer({ min: 2, max: 10 }), { nil: null }),
  trailingPct: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
})
const cancelStep = fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(5) })
const decideStep = fc.record({
  kind: fc.constant('decide' as const),
  action: fc.constantFrom('BUY_TO_ENTER' as const, 'SELL_TO_ENTER' as const, 'CLOSE' as const),
  quantityCoin: coin(300),
  leverage: fc.constantFrom(1, 5, maxLeverage),
})
const waitStep = fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 400 }) })
const restartStep = fc.record({ kind: fc.constant('restart' as const) })

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never
export type AccountStep = Drawn<
  typeof quoteStep | typeof orderStep | typeof cancelStep | typeof decideStep | typeof waitStep | typeof restartStep
>

/** For tests: what happens to two accounts, one of a caller and one of an agent, in a perpetual and a call on it. */
export const accountSteps: fc.Arbitrary<AccountStep[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: quoteStep },
    { weight: 5, arbitrary: orderStep },
    cancelStep,
    { weight: 2, arbitrary: decideStep },
    { weight: 2, arbitrary: waitStep },
    restartStep,
  ),
  { minLength: 15, maxLength: 60 },
)

export const accountIds = ['me', 'agent'] as const

/** For tests: plays steps on a desk. With `restarts` false these only bring another quote, as they do otherwise too. */
export class RandomAccount implements AsyncDisposable {
  readonly test: DeskUnderTest
  readonly #restarts: boolean
  readonly #decisions: AgentDecision[]
  readonly #orders: string[] = []
  #priceUsd = 100
  #premiumUsd = 4
  #sizes: Drawn<typeof quoteStep>['sizes'] = [null, null, null, null]
  #fundingRate8h = 0
  #nowMs = startMs
  #quotes = 0

  private constructor(test: DeskUnderTest, decisions: AgentDecision[], restarts: boolean) {
    this.test = test
    this.#decisions = decisions
    this.#restarts = restarts
  }

  static async start({ restarts }: { readonly restarts: boolean }): Promise<RandomAccount> {
    const decisions: AgentDecision[] = []
    const agent: TradingAgent = {
      name: 'Random',
      model: 'random-1',
      currency: 'BTC',
      decide: () => [decisions.shift() ?? holding],
    }
    const test = await deskUnderTest({ agents: [{ id: 'agent', name: 'agent', agent, depositUsd: 10_000 }] })
    await test.openAccount()
    const one = new RandomAccount(test, decisions, restarts)
    await one.#tell()
    return one
  }

  async play(step: AccountStep): Promise<void> {
    switch (step.kind) {
      case 'quote':
        this.#priceUsd = Math.min(Math.max(this.#priceUsd * (1 + step.movePct / 100), 20), 500)
        this.#premiumUsd = step.premiumUsd
        this.#sizes = step.sizes
        this.#fundingRate8h = step.fundingRate8h
        return this.#tell(step.isStale)
      case 'order': {
        const answer = await this.test.ask('placeOrder', callOf('me'), this.#request(step))
        if ('done' in answer) this.#orders.push(answer.order.id)
        return
      }
      case 'cancel': {
        const id = this.#orders.at(-1 - step.which)
        if (id !== undefined) await this.test.ask('cancelOrder', callOf('me'), { orderId: id })
        return
      }
      case 'decide': {
        const { action, quantityCoin, leverage } = step
        const exits = { stopLossUsd: null, profitTargetUsd: null }
        this.#decisions.push(action === 'CLOSE' ? closing() : buying({ action, quantityCoin, leverage, ...exits }))
        await this.test.clock.advance(intervalMs)
        await this.#tell()
        this.#decisions.length = 0
        return
      }
      case 'wait':
        this.#nowMs += step.minutes * 60_000
        return this.#tell()
      case 'restart':
        if (this.#restarts) await this.test.restart()
        return this.#tell()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.test[Symbol.asyncDispose]()
  }

  /** Says everything at once; each time the sizes differ a little, so that every quote is a new one. */
  async #tell(isStale = false): Promise<void> {
    this.#quotes += 1
    const [bid, ask, optionBid, optionAsk] = this.#sizes.map((one) => one && one + this.#quotes / 1e6)
    const freshness = isStale ? 'STALE' : 'LIVE'
    const price = this.#priceUsd
    const premium = this.#premiumUsd
    const chain = chainWith(
      [
        {
          symbol: call,
          bidPriceUsd: premium * 0.95,
          bidPriceCoin: (premium * 0.95) / price,
          bidAmountCoin: optionBid ?? null,
          askPriceUsd: premium * 1.05,
          askPriceCoin: (premium * 1.05) / price,
          askAmountCoin: optionAsk ?? null,
          markPriceUsd: premium,
          markPriceCoin: premium / price,
        },
      ],
      { underlyingPriceUsd: price, indexPriceUsd: price, freshness: this.#nowMs < callExpiryMs ? freshness : 'STALE' },
    )
    const market = marketWith(
      {
        bidPriceUsd: price * 0.999,
        bidAmountUsd: bid ? bid * price * 0.999 : null,
        askPriceUsd: price * 1.001,
        askAmountUsd: ask ? ask * price * 1.001 : null,
        markPriceUsd: price,
        fundingRate8h: this.#fundingRate8h,
      },
      { asOf: this.#nowMs, indexPriceUsd: price, freshness },
    )
    this.test.bus.publish('heardChain', chainKey('BTC', chain.expiryMs), chain)
    this.test.bus.publish('heardMarket', 'BTC', market)
    await this.test.desk.settled()
  }

  #request(step: Drawn<typeof orderStep>): OrderRequest {
    const { side, timeInForce, quantityCoin, reduceOnly, leverage, limitPct, stopPct, trailingPct } = step
    const away = side === 'BUY' ? -1 : 1
    const stopLossUsd = stopPct === null ? null : this.#priceUsd * (1 + (away * stopPct) / 100)
    const trailingStop = trailingPct === null ? null : { distanceUsd: null, distancePct: trailingPct }
    const plan = step.option ? {} : { stopLossUsd, trailingStop }
    const terms = { side, timeInForce, quantityCoin, reduceOnly, ...plan }
    const what = step.option ? { symbol: call, leverage: 1 } : { leverage }
    if (limitPct === null) return marketOrder({ ...terms, ...what, timeInForce: timeInForce === 'FOK' ? 'FOK' : 'IOC' })
    const aroundUsd = (step.option ? this.#premiumUsd : this.#priceUsd) * (1 + limitPct / 100)
    return limitOrder(step.option ? aroundUsd / this.#priceUsd : aroundUsd, { ...terms, ...what })
  }
}
