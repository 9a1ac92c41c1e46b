import { describe, expect, it } from 'vitest'
import { DecisionCard_DecisionFragmentDoc, type DecisionCard_DecisionFragment } from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import { toLogPage } from '../../live/log-page.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { followed } from '../../testing/followed.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { AccountFilter } from './account-filter.js'
import { decisionsAsked, decisionsOperation, type DecisionEntry, type DecisionFilter } from './decisions-model.js'
import { DecisionsView } from './decisions-view.js'

const buy: DecisionCard_DecisionFragment = {
  account: { id: 'momentum', name: 'Momentum' },
  asOf: '2026-11-21T12:00:00.000Z',
  symbol: 'BTC-PERPETUAL',
  action: 'BUY_TO_ENTER',
  confidence: 0.72,
  reasoning: 'The fast mean crossed the slow one.',
  model: 'momentum',
  quantityCoin: 0.25,
  leverage: 5,
  stopLossUsd: 98_000,
  profitTargetUsd: 103_000,
  invalidation: 'One hour closes below 98,000',
  executed: true,
  fillPriceUsd: 100_000,
  feeUsd: 12.5,
  error: null,
  outcome: 'OPEN',
  pnlUsd: null,
  rMultiple: null,
  closedAt: null,
}
const KEPT = { capacity: 200, older: 'none' } as const
const entry = (id: string, decision: DecisionCard_DecisionFragment): DecisionEntry => ({
  id,
  ...header(),
  asOf: decision.asOf,
  action: decision.action,
  ...makeFragmentData(decision, DecisionCard_DecisionFragmentDoc),
})
const refused = { ...buy, executed: false, fillPriceUsd: null, feeUsd: null, confidence: null, error: 'No margin' }
const faces = facesOf(toLogPage([entry('b', refused), entry('a', buy)], KEPT))
const show = (state = faces.live, filter: DecisionFilter = 'all', account: string | null = null) =>
  render(
    <DecisionsView
      state={state}
      account={account}
      filter={filter}
      onFilter={ignore}
      onRetry={ignore}
      onOlder={ignore}
    />,
  )

describe('the decisions', () => {
  it('show action, confidence, fill, and levels with their distance from the fill', () => {
    const words = wordsOf(show())
    expect(words).toContain('Buy BTC-PERPETUAL Open Confidence 72% 12:00:00 Momentum Executed')
    expect(words).toContain('0.25 @ 100,000.0 5× Stop 98,000.0 \u22122.0% Target 103,000.0 +3.0%')
    expect(words).toContain('Invalid if One hour closes below 98,000')
  })

  it('say in words and with a sign what became of them', () => {
    const stopped = { ...buy, outcome: 'STOP' as const, pnlUsd: -512.5, rMultiple: -1.5, closedAt: buy.asOf }
    const words = wordsOf(show({ ...faces.live, value: toLogPage([entry('d', stopped)], KEPT) } as typeof faces.live))
    expect(words).toContain('Buy BTC-PERPETUAL ▼ Stop Confidence 72% 12:00:00 Momentum')
    expect(words).toContain('PnL \u2212512.50 \u22121.50 R')
  })

  it('say why one was not carried out, and show no distance without a fill', () => {
    const words = wordsOf(show({ ...faces.live, value: toLogPage([entry('b', refused)], KEPT) } as typeof faces.live))
    expect(words).toContain('Confidence –')
    expect(words).toContain('Stop 98,000.0 Target 103,000.0')
    expect(words).toContain('Not executed: No margin')
  })

  it('are quiet about a HOLD', () => {
    const hold = { ...buy, action: 'HOLD' as const, outcome: null, quantityCoin: null, fillPriceUsd: null }
    const words = wordsOf(show({ ...faces.live, value: toLogPage([entry('c', hold)], KEPT) } as typeof faces.live))
    expect(words).not.toContain('Stop')
  })

  it('ask the server for trades alone, those of the past and those to come', () => {
    expect(decisionsAsked('a', 'all')).toEqual({ account: 'a' })
    expect(decisionsAsked(null, 'all')).toEqual({ account: null })
    const action = ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE']
    expect(decisionsAsked('a', 'trades')).toEqual({ account: 'a', action })
  })

  it('have a seq where they are of one account: each account counts its own', () => {
    expect(wordsOf(show())).not.toMatch(/seq/)
    expect(wordsOf(show(faces.live, 'all', 'momentum'))).toMatch(/seq \d/)
  })

  it('are of all accounts until one is chosen', () => {
    const accounts = [{ id: 'momentum', name: 'Momentum', closedAt: null, visibility: 'PUBLIC' as const }]
    const markup = render(<AccountFilter accounts={accounts} chosen={null} onChoose={ignore} />)
    expect(markup).toContain('<option value="" selected="">All accounts</option>')
    expect(render(<AccountFilter accounts={accounts} chosen="momentum" onChoose={ignore} />)).toContain(
      '<option value="momentum" selected="">Momentum</option>',
    )
  })

  it('show HOLDs in a row as one line, with the latest reason', () => {
    const hold = (minute: string) => ({
      ...buy,
      action: 'HOLD' as const,
      outcome: null,
      asOf: `2026-11-21T02:${minute}:59Z`,
    })
    const entries = [entry('n', { ...hold('09'), reasoning: 'Quiet.' }), entry('m', hold('04')), entry('a', buy)]
    const words = wordsOf(show({ ...faces.live, value: toLogPage(entries, KEPT) } as typeof faces.live))
    expect(words).toContain('2 × Hold , 02:04–02:09, Momentum: Quiet.')
    expect(words.match(/The fast mean/g)).toHaveLength(1)
  })

  it('are one stop of the Tab key, however many they are', () => {
    const markup = show()
    expect(markup.match(/<ol [^>]*tabindex="0"/gi)).toHaveLength(1)
    expect(markup.match(/<summary/g)).toHaveLength(2)
    expect(markup.match(/<summary tabindex="-1"/gi)).toHaveLength(2)
    const stops = (count: number) => {
      const many = Array.from({ length: count }, (_, index) => entry(`e${index}`, buy))
      const state = { ...faces.live, value: toLogPage(many, KEPT) } as typeof faces.live
      return show(state).match(/tabindex="0"/gi)?.length
    }
    expect(stops(30)).toBe(stops(1))
    expect(markup).not.toContain(' title="')
  })

  it('say so when there are no trades', () => {
    const nothing = { kind: 'live', value: toLogPage<DecisionEntry>([], KEPT), lastUpdateMs: 0 } as const
    expect(wordsOf(show(nothing, 'trades'))).toContain('No trades yet')
  })

  it('say so when there are none, and have three other faces', () => {
    expect(wordsOf(show({ kind: 'live', value: toLogPage([], KEPT), lastUpdateMs: 0 }))).toContain('No decisions yet')
    expect(show(faces.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })

  it('are followed after the last one seen, and so is what becomes of them, by the same filter', () => {
    const asked = decisionsAsked('momentum', 'trades')
    const variables = { ...asked, after: 'x-7' }
    const decision = entry('d', buy)
    expect(followed(decisionsOperation.news, asked, { newDecision: decision })).toEqual({
      variables,
      events: [{ cursor: 'd', entry: decision, isNew: true }],
    })
    const { changes } = decisionsOperation
    expect(changes && followed(changes, asked, { decisionScored: { id: 'score', decision } })).toEqual({
      variables,
      events: [{ cursor: 'score', entry: decision, isNew: false }],
    })
  })
})
