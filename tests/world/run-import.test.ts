import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runImport } from '../../server/compose/history/run-import.js'
import type { History } from '../../server/storage/open-store.js'
import { openHistory } from '../support/store/history-home.js'
import { sqliteHomeInMemory, type StoreHome } from '../support/store/store-home.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

const start = Date.UTC(2026, 10, 20, 12)
const market = { source: 'DERIBIT', world: 'ticks' } as const

let folder: TemporaryDir
let home: StoreHome
let history: History
beforeEach(async () => {
  folder = temporaryDir()
  home = sqliteHomeInMemory()
  history = await openHistory(home)
})
afterEach(async () => {
  await history[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

/** A frame of the exchange with the price of its index. */
function frame(timestamp: number, price = 84_000): string {
  const params = { channel: 'deribit_price_index.btc_usd', data: { timestamp, price, index_name: 'btc_usd' } }
  return `${JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params })}\n`
}

function file(content: string): string {
  const path = join(folder.path, 'ticks.jsonl')
  writeFileSync(path, content)
  return path
}

async function run(path: string, { maxBytes = 1e9, signal = new AbortController().signal } = {}) {
  const told: string[] = []
  const command = { kind: 'import', name: market.world, files: [path] } as const
  const terminal = { write: (text: string) => told.push(text) }
  const open = () => Promise.resolve(history.imports)
  const said = await runImport({ command, bounds: { maxBytes, maxAgeMs: 1 }, open, terminal }, signal)
  return { said, told }
}

const nothingIsLeft = async () => {
  expect(await history.markets.markets()).toEqual([])
  expect(await history.imports.bytes()).toBe(0)
  await history.imports.begin(market)
}

describe('an import', () => {
  it('keeps a recording with long pauses whole, and says so at the end', async () => {
    const times = [0, 1_000, 3_600_000, 3_601_000, 90_000_000]
    const { said, told } = await run(file(times.map((ms) => frame(start + ms)).join('')))
    expect(said).toContain('6 events from 2026-11-20T12:00:00.000Z to 2026-11-21T13:00:00.001Z')
    expect(said).toContain('It has 2 holes in which nothing was recorded, 25.0 h together.')
    expect(said).toContain('Nothing was left out.')
    expect(told.at(-1)).toBe('Importing: 100 %\n')
    expect(await history.markets.range(market)).toMatchObject({ fromMs: start })
  })

  it('counts what it leaves out, and says why', async () => {
    const books = `{"jsonrpc":"2.0","method":"subscription","params":{"channel":"book.BTC-PERPETUAL.raw","data":{}}}\n`
    const { said } = await run(file(`${frame(start)}${books}${books}${frame(start + 1_000)}{"half`))
    expect(said).toContain('2  frames of channels that are not kept, such as order books and trades')
    expect(said).toContain('1  a last line that is cut off')
  })

  it('that goes back in time is refused with the line, and nothing of it is left', async () => {
    const hour = (from: number) => Array.from({ length: 40 }, (_, at) => frame(from + at * 1_000)).join('')
    const path = file(hour(start) + hour(start - 3_600_000))
    await expect(run(path)).rejects.toThrow(
      `${path}, line 41: the recording goes back from 2026-11-20T12:00:39.000Z to 2026-11-20T11:00:00.000Z. Split it`,
    )
    await nothingIsLeft()
  })

  it('that does not fit is refused with the figures, and nothing of it is left', async () => {
    const path = file(Array.from({ length: 400 }, (_, at) => frame(start + at * 60_000, 84_000 + at)).join(''))
    await expect(run(path, { maxBytes: 10_000 })).rejects.toThrow(
      /all imports together would have more than [\d,]+ bytes, and HISTORY_MAX_BYTES is 10,000\. Raise it, or remove/,
    )
    await nothingIsLeft()
  })

  it('that is stopped leaves nothing', async () => {
    const path = file(Array.from({ length: 400 }, (_, at) => frame(start + at * 60_000)).join(''))
    const stop = new AbortController()
    const { add } = history.imports
    const imports = { ...history.imports, add: (...args: Parameters<typeof add>) => (stop.abort(), add(...args)) }
    history = { ...history, imports }
    await expect(run(path, { signal: stop.signal })).rejects.toThrow('abort')
    await nothingIsLeft()
  })

  it('of a file without a market is refused', async () => {
    await expect(run(file('hello\n'))).rejects.toThrow(/ticks.jsonl holds no market data \(1 lines are not understood/)
    await expect(run(join(folder.path, 'none'))).rejects.toThrow(/none cannot be read: there is no such file/)
  })
})
