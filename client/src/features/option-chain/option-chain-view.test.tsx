import { describe, expect, it } from 'vitest'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { chain, contract } from '../../testing/chain-fixtures.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import { partsOfChain, type Chain } from './chain-model.js'
import type { ChainSettings } from './chain-toolbar.js'
import { OptionChainView } from './option-chain-view.js'

const EXPIRY = '2026-12-25T08:00:00.000Z'
const expiries = [{ expiry: EXPIRY, expiryLabel: '25DEC26', daysToExpiry: 34.2, contractCount: 80, atmIv: null }]
const priced: ChainSettings = { view: 'price', unit: 'coin', limit: '20' }
const whole = chain([
  contract(98_000, 'CALL'),
  contract(98_000, 'PUT', { bidPriceCoin: null, bidIv: null }),
  contract(100_000, 'CALL', { quoteIvOrigin: 'MODEL' }),
])
const faces = facesOf(whole)

function show(state: LiveState<Chain>, settings = priced, expiriesFailure: LiveFailure | null = null) {
  return render(
    <OptionChainView
      currency="BTC"
      expiries={expiries}
      expiriesFailure={expiriesFailure}
      chosen={EXPIRY}
      onChoose={ignore}
      state={state}
      onRetry={ignore}
      settings={settings}
      onView={ignore}
      onUnit={ignore}
      onLimit={ignore}
    />,
  )
}

describe('the option chain', () => {
  it('marks what is halted and what is in doubt, with words for keyboard, touch and screen reader', () => {
    const halted = contract(98_000, 'CALL', {}, { state: 'HALTED' })
    const doubted = contract(98_000, 'PUT', {}, { markDoubted: true })
    const markup = show(facesOf(chain([halted, doubted])).live)
    expect(wordsOf(markup)).toContain('1 halted 1 mark in doubt')
    expect(wordsOf(markup)).toContain('H Halted 98,000')
    expect(markup).toMatch(/data-role="chain-notes"><span data-hint="[^"]*resumed[^"]*" tabindex="0"/i)
    expect(markup.match(/data-mark="doubted"/g)?.length).toBeGreaterThan(0)
    expect(show(faces.live)).not.toContain('chain-notes')
  })

  it('is old in part where the forward alone is no longer heard, and marks it', () => {
    const old = chain([contract(98_000, 'CALL')], { freshness: 'STALE', underlyingFreshness: 'STALE' })
    const markup = show(facesOf(old).live)
    expect(wordsOf(markup)).toContain('Forward 99,100.0 old')
    expect(markup).toMatch(/data-mark="old" data-hint="The forward is no longer heard[^"]*"/)
    expect(wordsOf(show(faces.live))).not.toContain('old')
    expect(partsOfChain(old).map(({ freshness }) => freshness)).toEqual(['LIVE', 'LIVE'])
  })

  it('shows a premium as precise as it is, and shorter where there is no room', () => {
    const usd = { ...priced, unit: 'usd' } as const
    const markup = show(facesOf(chain([contract(98_000, 'CALL', { askPriceUsd: 0.158139 })])).live, usd)
    expect(wordsOf(markup)).toContain('0.158139 0.1581')
  })

  it('says why there are no expiries to choose from', () => {
    const failure = { of: 'question', message: 'Status 500.', code: null, sinceMs: 0, retryAtMs: null } as const
    const words = wordsOf(show(faces.live, priced, failure))
    expect(words).toContain('The expiries could not be loaded. Status 500. Since 1 Jan 1970 00:00:00.')
  })

  it('has a row a strike, the money line between them, and a dash for what is missing', () => {
    const markup = show(faces.live)
    expect(markup).toContain('data-state="live"')
    expect(markup.match(/data-strike="\d+"/g)).toEqual(['data-strike="98000"', 'data-strike="100000"'])
    const words = wordsOf(markup)
    expect(words).toMatch(/98,000 .* Forward 99,100.0 .* 100,000/)
    expect(words).toContain('98,000 – – 0.0130 46.0')
  })

  it('shows premiums in USD, and greeks instead of quotes', () => {
    expect(wordsOf(show(faces.live, { ...priced, unit: 'usd' }))).toContain('1,235 1,281')
    const greeks = wordsOf(show(faces.live, { ...priced, view: 'greeks' }))
    expect(greeks).toContain('0.512 0.000152 23.05 \u2212401.3')
  })

  it('hints at what was computed here', () => {
    expect(show(faces.live)).toContain('data-hint="Computed with Black-76"')
    const told = show(facesOf(chain([contract(1, 'CALL')])).live)
    expect(told).not.toContain('Computed with')
    expect(wordsOf(show(faces.live))).toContain('Italic: computed here')
    expect(wordsOf(told)).not.toContain('Italic')
    expect(wordsOf(show(faces.live, { ...priced, view: 'greeks' }))).not.toContain('Italic')
  })

  it('says the units of columns whose labels do not, in rows that arrows reach', () => {
    const markup = show(faces.live)
    expect(markup).toMatch(/<thead[^>]*><tr data-hinted="" tabindex="-1"/i)
    expect(markup).toMatch(/<th[^>]* data-hint="Open interest in the coin"/)
    expect(markup).toMatch(/<tr [^>]*data-strike="98000" [^>]*data-hinted=""/)
  })

  it('shows an IV that is not known as a dash without a unit', () => {
    expect(wordsOf(show(faces.live))).toContain('25DEC26 34d · – ')
  })

  it('waits with the tabs already there', () => {
    const markup = show(faces.waiting)
    expect(markup).toContain('data-state="waiting"')
    expect(markup).toContain('role="tab"')
    expect(markup).not.toContain('<table')
  })

  it('keeps the last values when stale, and says since when', () => {
    const markup = show(faces.stale)
    expect(markup).toContain('data-state="stale"')
    expect(wordsOf(markup)).toContain('Stale since')
    expect(markup).toContain('<table')
  })

  it('says what failed, offers to retry, and leaves the tabs to choose another expiry', () => {
    const markup = show(faces.failed)
    expect(wordsOf(markup)).toContain('The server said no Retry')
    expect(markup).toContain('role="tab"')
  })
})
