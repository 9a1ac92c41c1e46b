import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runExport } from '../../server/compose/history/run-export.js'
import { runImport } from '../../server/compose/history/run-import.js'
import type { HistoryReader, RecordedMarket } from '../../server/history/market-history.js'
import { idByWorld, recordingId } from '../../server/history/recording-id.js'
import type { History } from '../../server/storage/open-store.js'
import { openHistory, recordedEvents } from '../support/store/history-home.js'
import { allOptions, recordedFromMs, recordWithHole } from '../support/store/history-market.js'
import { sqliteHomeInMemory, type StoreHome } from '../support/store/store-home.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

let folder: TemporaryDir
let home: StoreHome
let history: History
let market: RecordedMarket
beforeEach(async () => {
  folder = temporaryDir()
  home = sqliteHomeInMemory()
  history = await openHistory(home)
  market = await recordWithHole(history)
})
afterEach(async () => {
  await history[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const file = (name: string) => join(folder.path, name)
const text = (name: string) => readFileSync(file(name), 'utf8')
const never = new AbortController().signal
const minute = (count: number) => recordedFromMs + count * 60_000

interface Wish {
  readonly id?: string
  readonly fromMs?: number
  readonly toMs?: number
  readonly markets?: HistoryReader
  readonly signal?: AbortSignal
}

/** The id of a market that was recorded. */
async function idOf({ source, world }: RecordedMarket): Promise<string> {
  const known = await history.markets.markets()
  const found = known.find((one) => one.market.source === source && one.market.world === world)
  return found ? recordingId(found) : expect.fail(`Nothing is recorded of ${world}`)
}

async function exported(name: string, { id = 'SIMULATED:W1', fromMs, toMs, ...wish }: Wish = {}) {
  const told: string[] = []
  const command = { kind: 'export', id, fromMs: fromMs ?? null, toMs: toMs ?? null, out: file(name) } as const
  const terminal = { write: (line: string) => told.push(line) }
  const said = await runExport({ command, markets: wish.markets ?? history.markets, terminal }, wish.signal ?? never)
  return { said, told }
}

async function imported(name: string, as: string): Promise<RecordedMarket> {
  const command = { kind: 'import', name: as, files: [file(name)] } as const
  const open = () => Promise.resolve(history.imports)
  const run = { command, bounds: { maxBytes: 1e9, maxAgeMs: 1 }, open, terminal: { write: () => {} } }
  await runImport(run, never)
  return { ...market, world: as }
}

describe('an export as JSON lines', () => {
  it('is imported as it was, with its holes, and exported again to the same bytes', async () => {
    const { said, told } = await exported('whole.ndjson')
    expect(said).toMatch(
      /from 2026-01-05T06:00:00.000Z to 2026-01-05T06:05:00.000Z: [\d,]+ events, 2 holes, [\d.]+ [kM]B in/,
    )
    expect(told.at(-1)).toBe('Exporting: 100 %\n')
    const back = await imported('whole.ndjson', 'back')
    expect(await recordedEvents(history.markets, back)).toEqual(await recordedEvents(history.markets, market))
    const span = { fromMs: minute(0), toMs: minute(5) }
    const holes = await history.markets.holes(market, span, 10)
    expect(holes).toEqual([
      { fromMs: minute(2), toMs: minute(3), dropped: 0 },
      { fromMs: minute(4), toMs: minute(4), dropped: 7 },
    ])
    expect(await history.markets.holes(back, span, 10)).toEqual(holes)
    await exported('again.ndjson', { id: idByWorld(back) })
    expect(text('again.ndjson') === text('whole.ndjson')).toBe(true)
  })

  it('of a part begins with the market as it was then', async () => {
    await exported('part.ndjson', { fromMs: minute(0.5), toMs: minute(3.4) })
    const part = await imported('part.ndjson', 'part')
    const events = await recordedEvents(history.markets, market)
    const wanted = events.filter(({ heardMs }) => heardMs >= minute(0.5) && heardMs < minute(3.4))
    expect(await recordedEvents(history.markets, part)).toEqual(wanted)
    await exported('rest.ndjson', { fromMs: minute(0.5), toMs: minute(3.4), id: idByWorld(part) })
    expect(text('rest.ndjson') === text('part.ndjson')).toBe(true)
  })

  it('in several files is one market again', async () => {
    await exported('one.ndjson', { toMs: minute(1.4) })
    await exported('two.ndjson', { fromMs: minute(1.4) })
    const command = { kind: 'import', name: 'both', files: [file('one.ndjson'), file('two.ndjson')] } as const
    const open = () => Promise.resolve(history.imports)
    await runImport({ command, bounds: { maxBytes: 1e9, maxAgeMs: 1 }, open, terminal: { write: () => {} } }, never)
    await exported('whole.ndjson')
    await exported('both.ndjson', { id: 'SIMULATED:both' })
    expect(text('both.ndjson') === text('whole.ndjson')).toBe(true)
  })
})

it('whose packing was cut off is not imported', async () => {
  await exported('whole.ndjson')
  const packed = gzipSync(text('whole.ndjson'))
  writeFileSync(file('cut.ndjson.gz'), packed.subarray(0, packed.length / 2))
  await expect(imported('cut.ndjson.gz', 'cut')).rejects.toThrow(
    `${file('cut.ndjson.gz')}: it cannot be read to its end: unexpected end of file`,
  )
  expect((await history.markets.markets()).map((one) => one.market)).toEqual([market])
})

describe('an export', () => {
  // The first two segments are looked at for their currencies.
  it.each([
    ['some megabytes', 4, () => recordWithHole(history, allOptions)],
    ['so little that none of it was written yet', 3, () => Promise.resolve(market)],
  ])('of %s goes on where it was interrupted, and is the same then', async (_much, stopsAt, recorded) => {
    const id = await idOf(await recorded())
    await exported('whole.ndjson', { id })
    const stop = new AbortController()
    let segments = 0
    const markets: HistoryReader = {
      ...history.markets,
      async *segments(...args) {
        for await (const segment of history.markets.segments(...args)) {
          segments += 1
          if (segments === stopsAt) stop.abort()
          yield segment
        }
      },
    }
    await expect(exported('cut.ndjson', { id, markets, signal: stop.signal })).rejects.toThrow('abort')
    expect(existsSync(file('cut.ndjson'))).toBe(false)
    await expect(exported('cut.ndjson', { id, toMs: minute(3.4) })).rejects.toThrow(
      /cut.ndjson.part is of another export, SIMULATED:W\d .* finish that one, remove/,
    )
    // A process that is killed may have written more than it has noted down.
    appendFileSync(file('cut.ndjson.part'), text('whole.ndjson'))
    const { told } = await exported('cut.ndjson', { id })
    expect(told[0]).toMatch(/^Going on from 2026-01-05T06:/)
    expect(text('cut.ndjson') === text('whole.ndjson')).toBe(true)
    expect(existsSync(file('cut.ndjson.part.state'))).toBe(false)
  })

  it('says what is left when the beginning of what was interrupted is not kept any more', async () => {
    const stop = new AbortController()
    const markets: HistoryReader = {
      ...history.markets,
      async *segments(...args) {
        for await (const segment of history.markets.segments(...args)) {
          if (segment.fromMs === minute(1)) stop.abort()
          yield segment
        }
      },
    }
    await expect(exported('old.ndjson', { markets, signal: stop.signal })).rejects.toThrow('abort')
    const bounds = { maxBytes: 1e9, beforeMs: minute(1.5) }
    while (await history.markets.prune(bounds, { market, segmentMs: minute(4) }));
    await expect(exported('old.ndjson')).rejects.toThrow(
      /old.ndjson.part is of SIMULATED:W1 from 2026-01-05T06:00:00.000Z to .*, and cannot be finished: what is recorded begins at 2026-01-05T06:01:00.000Z by now/,
    )
    rmSync(file('old.ndjson.part'))
    const { said } = await exported('old.ndjson')
    expect(said).toContain('from 2026-01-05T06:01:00.000Z to')
  })

  it('begins anew when what is there cannot be gone on from', async () => {
    writeFileSync(file('new.ndjson.part'), 'something')
    writeFileSync(file('new.ndjson.part.state'), 'else')
    await exported('new.ndjson')
    await imported('new.ndjson', 'new')
  })

  it('is refused where it cannot be what was asked for', async () => {
    await expect(exported('a.xlsx')).rejects.toThrow(/a.xlsx names no format: its name ends with one of .*\.ndjson/)
    await expect(exported('a.ndjson', { id: 'DERIBIT:none' })).rejects.toThrow('there are SIMULATED:W1')
    await expect(exported('a.ndjson', { toMs: minute(0) })).rejects.toThrow(
      'is recorded from 2026-01-05T06:00:00.000Z to',
    )
    await expect(exported('a.ndjson', { fromMs: minute(2.1), toMs: minute(2.2) })).rejects.toThrow(
      'nothing is recorded of',
    )
    await expect(exported('none/a.ndjson')).rejects.toThrow(/--out .*none\/a.ndjson cannot be written: ENOENT/)
    writeFileSync(file('there.ndjson'), 'mine')
    await expect(exported('there.ndjson')).rejects.toThrow('exists already: name another file')
    expect(text('there.ndjson')).toBe('mine')
  })

  it('says what is damaged', async () => {
    const markets: HistoryReader = {
      ...history.markets,
      async *segments(...args) {
        for await (const segment of history.markets.segments(...args)) {
          const isDamaged = segment.fromMs === minute(1)
          yield isDamaged
            ? { ...segment, pieces: segment.pieces.map((piece) => piece.map((byte) => byte ^ 1)) }
            : segment
        }
      },
    }
    await expect(exported('a.ndjson', { markets })).rejects.toThrow(
      /is damaged\. From 2026-01-05T06:01:00.000Z to 2026-01-05T06:02:00.000Z: .*verify SIMULATED:W1".*--from and --to/,
    )
  })
})
