import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runBuilt } from '../support/run-server.js'
import { openHistory } from '../support/store/history-home.js'
import { recordSimulated, worldOfSeed } from '../support/store/record-simulated.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'

const minute = 60_000
const fromMs = Date.UTC(2026, 0, 5, 6)
const hole = [fromMs + 10 * minute, fromMs + 15 * minute] as const

let home: StoreHome
beforeEach(() => {
  home = sqliteHome()
})
afterEach(() => home[Symbol.asyncDispose]())

const env = () => ({ DATA_DIR: home.options.dataDir, SIM_SEED: 'mine', FEED: 'simulated' })
const backtest = (line: string) => runBuilt('backtest-main', line.split(' '), env())
const read = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

describe('npm run backtest -- --source recording', () => {
  it('runs over what the server records, while it has the store, and leaves the same bytes twice', async () => {
    await using history = await openHistory(home)
    await recordSimulated(history.markets, { seed: 'mine', fromMs, toMs: fromMs + 25 * minute }, [hole])
    const range = '--agent momentum --source recording --from 2026-01-05T06:02Z --to 2026-01-05T06:24Z'
    const folders = ['one', 'two'].map((name) => join(home.options.dataDir, name))
    const runs = folders.map((folder) => backtest(`${range} --out ${folder}`))
    expect(await Promise.all(runs.map(({ exit }) => exit))).toEqual([0, 0])
    const [one, two] = folders.map(read)
    expect(two).toEqual(one)
    expect(JSON.parse(one?.['result.json'] ?? '')).toMatchObject({
      market: {
        source: 'SIMULATED',
        recording: 'SIMULATED:W1',
        intervalSeconds: 1,
        holes: [{ from: '2026-01-05T06:10:00.000Z', to: '2026-01-05T06:15:00.000Z' }],
      },
      accounts: [{ account: 'momentum' }, { account: 'buy-and-hold' }],
    })
    expect(runs[0]?.output()).toContain('The recording has a hole of 5.0 minutes in all. Nobody traded then')
    // The server goes on as before.
    await history.markets.append(worldOfSeed('mine'), [])
  })

  it('names the recorded range in one line when it is asked for more', async () => {
    {
      await using history = await openHistory(home)
      await recordSimulated(history.markets, { seed: 'mine', fromMs, toMs: fromMs + 5 * minute })
    }
    const run = backtest('--agent momentum --source recording --from 2026-01-05T06:02Z --to 2026-01-05T06:24Z')
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(
      /^npm run backtest: --to 2026-01-05T06:24:00.000Z is too late: SIMULATED:W1 is recorded from 2026-01-05T06:00:00.000Z until before 2026-01-05T06:05:00.000Z$/,
    )
  })
})
