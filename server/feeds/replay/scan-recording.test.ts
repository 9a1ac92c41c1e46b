import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scanRecording } from './scan-recording.js'

const firstMs = Date.UTC(2026, 5, 15, 12)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Said {
  readonly channel: string
  readonly data: object
}

/** What a recording tells whose frames came a second apart. */
async function scanOf(...frames: readonly Said[]) {
  const file = join(folder, 'one.jsonl')
  const lines = frames.map(({ channel, data }, second) => {
    const params = { channel, data: { timestamp: firstMs + second * 1_000, ...data } }
    return JSON.stringify({ method: 'subscription', params })
  })
  await writeFile(file, lines.join('\n'))
  return scanRecording(file)
}

const index = (coin: string): Said => ({ channel: `deribit_price_index.${coin}_usd`, data: { price: 5 } })
const ticker = (name: string): Said => {
  return { channel: `ticker.${name}.100ms`, data: { instrument_name: name, mark_price: 0.1, index_price: 5 } }
}
const state = (name: string): Said => {
  return { channel: 'instrument.state.any.any', data: { instrument_name: name, state: 'open' } }
}

it('names the currency first that has the most events', async () => {
  const { currencies } = await scanOf(index('btc'), index('eth'), index('eth'), index('btc'), index('eth'))
  expect(currencies).toEqual(['ETH', 'BTC'])
})

it('does not name a currency that has news but no values', async () => {
  const lock = { channel: 'platform_state', data: { price_index: 'eth_usd', locked: true } }
  const { currencies, largestGapMs } = await scanOf(index('btc'), state('SOL_USDC-PERPETUAL'), lock, index('btc'))
  expect([currencies, largestGapMs]).toEqual([['BTC'], 3_000])
})

it('names the currencies whose index has no channel', async () => {
  const { withoutIndex } = await scanOf(index('btc'), ticker('BTC-PERPETUAL'), ticker('ETH-PERPETUAL'))
  expect(withoutIndex).toEqual(new Set(['ETH']))
})

it('lists what is named where nothing was listed, each once, as of the first value', async () => {
  const [option, perpetual] = ['BTC-26JUN26-80000-C', 'BTC-PERPETUAL']
  const { listings } = await scanOf(ticker(option), ticker(perpetual), ticker(option), ticker(perpetual))
  expect(listings).toMatchObject([{ currency: 'BTC', eventTimeMs: firstMs, receivedTimeMs: firstMs }])
  expect(listings[0]?.instruments.map(({ symbol }) => symbol)).toEqual([option, perpetual])
})

it('counts the frames that are played, the pauses that are cut, and how much of them', async () => {
  const { facts } = await scanOf(
    index('btc'),
    { channel: 'deribit_price_index.btc_usd', data: { price: 5, timestamp: firstMs + 9_000 } },
    { channel: 'deribit_price_index.btc_usd', data: { price: 5, timestamp: firstMs + 14_000 } },
  )
  expect(facts).toMatchObject({ frames: 3, pausesCut: 1, cutMs: 4_000, fromMs: firstMs, toMs: firstMs + 14_000 })
})
