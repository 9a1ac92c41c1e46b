import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledChild, type BundledChild } from '../support/store/bundled-child.js'
import { counted } from '../support/store/counting-recorder.js'
import { describeOn } from '../support/store/describe-on.js'
import { always, openHistory, recordedEvents } from '../support/store/history-home.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

let script: BundledChild
beforeAll(async () => {
  script = await bundledChild(fileURLToPath(new URL('../support/store/recording-child.ts', import.meta.url)))
})
afterAll(() => script[Symbol.dispose]())

const rounds = 10
/** More than a round can count to, and longer than it lasts. */
const roundSize = 1_000_000
const roundMs = 24 * 3_600_000
const startMs = Date.UTC(2026, 0, 5)
/** How much of what was heard may be lost: `docs/history.md` says so. */
const mostLostMs = 1_000

interface Round {
  readonly first: number
  /** How much of it was said to be kept. */
  readonly kept: number
  /** What it heard last, and when. */
  readonly count: number
  readonly atMs: number
}

// Together: both wait for most of the time.
describe.concurrent('a recorder', () => {
  for (const engine of engines) {
    describeOn(engine, 'killed while it records', (makeHome) => {
      it(`lacks the last second at most and nothing that was said to be kept, in order and readable, in ${rounds} rounds`, async () => {
        await using home = await makeHome()
        const past: Round[] = []
        for (let round = 0; round < rounds; round += 1) {
          past.push(await recordUntilKilled(home, round))
          await expectRecorded(home, past)
        }
      })
    })
  }
})

async function expectRecorded(home: StoreHome, past: readonly Round[]): Promise<void> {
  await using history = await openHistory(home)
  const events = await recordedEvents(history.markets, counted)
  const counts = events.map(({ event }) => (event.type === 'index' ? (event.priceUsd ?? 0) : 0))
  for (const { first, kept, count, atMs } of past) {
    const own = counts.filter((count) => count > first && count <= first + roundSize)
    expect(own).toEqual(own.map((_, index) => first + index + 1))
    expect(own.length).toBeGreaterThanOrEqual(kept)
    // It may have been killed before it could say what it heard last.
    expect(own.length).toBeLessThanOrEqual(count - first + 1)
    const lastMs = events[counts.indexOf(own.at(-1) ?? 0)]?.heardMs ?? 0
    expect(atMs - lastMs).toBeLessThanOrEqual(mostLostMs)
  }
  expect(events.map(({ heardMs }) => heardMs)).toEqual(events.map(({ heardMs }) => heardMs).sort((a, b) => a - b))
  const holes = await history.markets.holes(counted, always, 100)
  expect(holes.map(({ dropped }) => dropped)).toEqual(past.slice(1).map(() => 0))
}

/** Kills it at some time after it has kept something. */
async function recordUntilKilled(home: StoreHome, round: number): Promise<Round> {
  const options = JSON.stringify({ ...home.options, exclusive: true })
  const first = round * roundSize
  const args = [script.file, options, String(first), String(startMs + round * roundMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let [kept, count, atMs] = [0, 0, 0]
  let killing = false
  for await (const line of createInterface(child.stdout)) {
    ;[kept = 0, count = 0, atMs = 0] = line.split(' ').map(Number)
    if (kept > 0 && !killing) {
      killing = true
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 2_000)
    }
  }
  await ended
  expect(child.signalCode).toBe('SIGKILL')
  return { first, kept, count, atMs }
}
