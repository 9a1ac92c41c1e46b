import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHistory, pieces } from '../../../tests/support/store/history-home.js'
import { worldOfSeed } from '../../../tests/support/store/record-simulated.js'
import { sqliteHome, type StoreHome } from '../../../tests/support/store/store-home.js'
import type { FeedConfig } from '../../config/config.js'
import { recordedSource } from './recorded-source.js'

const begin = Date.UTC(2026, 0, 5)
const second = 1_000
const simulated: FeedConfig = { kind: 'simulated', seed: 'one', tickMs: 250, chainMs: 1_000, warmUpHours: 0 }
const deribit: FeedConfig = { kind: 'deribit', url: 'wss://www.deribit.com/ws/api/v2', record: false }

let home: StoreHome
beforeAll(async () => {
  home = sqliteHome()
  await using history = await openHistory(home)
  await history.markets.append(worldOfSeed('one'), [...pieces(begin, 20), ...pieces(begin + 60 * second, 20)])
  await history.markets.append({ source: 'DERIBIT', world: 'mine' }, pieces(begin, 20))
})
afterAll(() => home[Symbol.asyncDispose]())

async function open(
  fromSecond: number,
  toSecond: number,
  { feed = simulated, name = null as string | null, dataDir = home.options.dataDir } = {},
) {
  const settings = { feed, dataDir, databaseUrl: null }
  const span = { fromMs: begin + fromSecond * second, toMs: begin + toSecond * second }
  await using source = await recordedSource(settings, name, span)
  return { ...source.market.facts, ...source.facts() }
}

describe('what was recorded, for a backtest', () => {
  it('is that of the feed in the settings, also while a server records', async () => {
    await using _server = await openHistory(home)
    expect(await open(1, 65)).toMatchObject({
      source: 'SIMULATED',
      recording: 'SIMULATED:W1',
      staleAfterMs: 8_000,
    })
  })

  it('is that of a server that was killed', async () => {
    await using _server = await openHistory(home)
    const { dataDir } = home.options
    const copy = mkdtempSync(`${dataDir}-killed-`)
    // Not the file that processes share, which is of no use after they end.
    for (const name of ['history.db', 'history.db-wal']) cpSync(join(dataDir, name), join(copy, name))
    await expect(open(1, 65, { dataDir: copy })).resolves.toMatchObject({ source: 'SIMULATED' })
    rmSync(copy, { recursive: true })
  })

  it('is one with a name, whatever the feed in the settings is', async () => {
    expect(await open(1, 9, { name: 'DERIBIT:mine' })).toMatchObject({ source: 'DERIBIT', recording: 'DERIBIT:mine' })
  })

  it.each([
    ['too early', -1, 5, '--from 2026-01-04T23:59:59.000Z is too early: SIMULATED:W1 is recorded from'],
    ['too late', 1, 70, '--to 2026-01-05T00:01:10.000Z is too late: SIMULATED:W1 is recorded from'],
    ['with a beginning in a hole', 20, 65, 'in a hole of the recording, which goes on at 2026-01-05T00:01:00.000Z'],
    ['all in a hole', 20, 30, 'is a hole of the recording'],
  ])('refuses a range that is %s, and says what is recorded', async (_, from, to, words) => {
    await expect(open(from, to)).rejects.toThrow(words)
    await expect(open(from, to)).rejects.toThrow(/^npm run backtest: [^\n]*$/)
  })

  it('names the recorded range', async () => {
    const range = 'is recorded from 2026-01-05T00:00:00.000Z until before 2026-01-05T00:01:10.000Z'
    await expect(open(-1, 5)).rejects.toThrow(range)
  })

  it('says so when nothing is recorded of the feed, or it is not recorded', async () => {
    await expect(open(1, 5, { feed: { ...simulated, seed: 'other' } })).rejects.toThrow(
      'nothing is recorded of the market that FEED=simulated and its settings name',
    )
    await expect(open(1, 5, { feed: deribit })).rejects.toThrow(
      'nothing is recorded of the market that FEED=deribit and its settings name',
    )
    const replay: FeedConfig = { kind: 'replay', file: 'file', speed: 1, loop: false }
    await expect(open(1, 5, { feed: replay })).rejects.toThrow('FEED=replay is not recorded')
    await expect(open(1, 5, { name: 'DERIBIT:yours' })).rejects.toThrow(
      '"DERIBIT:yours" is not there: one of DERIBIT:mine, SIMULATED:W1',
    )
  })

  it('says so when there is no store, and makes none', async () => {
    const settings = { feed: simulated, dataDir: `${home.options.dataDir}/none`, databaseUrl: null }
    const span = { fromMs: begin, toMs: begin + second }
    const opening = () => recordedSource(settings, null, span)
    await expect(opening()).rejects.toThrow(`nothing is recorded at DATA_DIR=${settings.dataDir}`)
    await expect(opening()).rejects.toThrow('nothing is recorded')
  })
})
