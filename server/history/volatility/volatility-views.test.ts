import { expect, it } from 'vitest'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { VolatilitySample } from '../../domain/volatility.js'
import { VolatilityReader } from './volatility-reader.js'
import type { VolatilitySource } from './volatility-source.js'
import { VolatilityViews } from './volatility-views.js'

const noonMs = Date.UTC(2026, 8, 24, 12)
const log = { error: (fault: object) => expect.fail(JSON.stringify(fault)) }
const choice = { currency: 'BTC', tenorDays: 30, interval: 'M1' } as const

/** A market with a sample of each minute until the newest. Its volatility is the number of the minute. */
function sampledMarket() {
  let newestMs: UnixMs = noonMs
  let prepared: Promise<void> = Promise.resolve()
  const sampleOf = (minuteMs: UnixMs): VolatilitySample | null =>
    minuteMs > newestMs
      ? null
      : {
          minuteMs,
          atmIv: (minuteMs - noonMs) / msPerMinute,
          riskReversal25Delta: null,
          butterfly25Delta: null,
          realizedVolatility: null,
          putCallOpenInterest: null,
          putCallVolume: null,
        }
  const source: VolatilitySource = {
    prepare: () => prepared,
    extent: () => ({ fromMs: noonMs - 10 * msPerMinute, newestMs, finalUntilMs: newestMs + msPerMinute }),
    known: (_, { fromMs }) => sampleOf(fromMs),
    read: (_, { fromMs }) => Promise.resolve(sampleOf(fromMs)),
  }
  const feedStatus = () => ({ source: 'REPLAY' }) as never
  const views = new VolatilityViews(source, { marketData: () => null, feedStatus }, log)
  const goTo = (minute: number) => (newestMs = noonMs + minute * msPerMinute)
  return { views, source, goTo, holdPreparing: (until: Promise<void>) => void (prepared = until) }
}

it('the point before is the last one that was shown', () => {
  const { views, goTo } = sampledMarket()
  expect(views.read(choice)).toMatchObject({ seq: 1, point: { atmIv: 0 }, previous: null })
  goTo(1)
  expect(views.read(choice)).toMatchObject({ seq: 2, point: { atmIv: 1 }, previous: { atmIv: 0, final: true } })
})

it('nothing of another time is shown after starting over, and counting goes on', () => {
  const { views, goTo } = sampledMarket()
  goTo(7)
  const { seq } = views.read(choice)
  views.startOver()
  goTo(2)
  expect(views.read(choice)).toMatchObject({ seq: seq + 1, point: { atmIv: 2 }, previous: null })
})

it('the point before is made ready too, however long each of them takes', async () => {
  const { views, source, goTo } = sampledMarket()
  goTo(7)
  let nowMs = 0
  // Nothing is known without being read, and reading takes longer than a page may.
  const slow = { ...source, known: () => undefined }
  await views.prepare(choice, new VolatilityReader(slow, undefined, () => (nowMs += 10_000)))
  expect(views.read(choice)).toMatchObject({ point: { atmIv: 7 }, previous: { atmIv: 6 } })
})

it('what was being made ready when it started over is not shown', async () => {
  const { views, source, goTo, holdPreparing } = sampledMarket()
  let goOn = () => {}
  holdPreparing(new Promise((resolve) => (goOn = resolve)))
  goTo(7)
  const preparing = views.prepare(choice, new VolatilityReader(source))
  views.startOver()
  goOn()
  await preparing
  goTo(2)
  expect(views.read(choice)).toMatchObject({ seq: 1, point: { atmIv: 2 }, previous: null })
})
