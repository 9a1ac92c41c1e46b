import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runBuilt } from '../support/run-server.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

const backtest = (line: string, env: Record<string, string> = {}) => runBuilt('backtest-main', line.split(' '), env)
const threeHours = '--agent momentum,vol-seller --from 2026-01-05T06:00Z --to 2026-01-05T09:00Z'

let home: TemporaryDir
beforeEach(() => {
  home = temporaryDir()
})
afterEach(() => home[Symbol.dispose]())

const read = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

describe('npm run backtest', () => {
  it('leaves the same bytes twice, wherever and in whatever zone it runs', async () => {
    const folders = [join(home.path, 'one'), join(home.path, 'below/two')] as const
    const places = [
      { TZ: 'UTC', LC_ALL: 'C' },
      { TZ: 'Australia/Lord_Howe', LC_ALL: 'de_DE.UTF-8', SIM_SEED: 'of a server' },
    ]
    const runs = folders.map((folder, at) => backtest(`${threeHours} --out ${folder}`, places[at]))
    expect(await Promise.all(runs.map(({ exit }) => exit))).toEqual([0, 0])
    const [one, two] = folders.map(read)
    expect(Object.keys(one ?? {})).toEqual(['decisions.csv', 'equity.csv', 'equity.svg', 'result.json', 'trades.csv'])
    expect(two).toEqual(one)

    const { accounts } = JSON.parse(one?.['result.json'] ?? '') as {
      accounts: { account: string; decisions: number }[]
    }
    expect(accounts.map(({ account }) => account)).toEqual(['momentum', 'vol-seller', 'buy-and-hold'])
    const said = runs[0]?.output() ?? ''
    expect(said).toMatch(/^ +momentum +vol-seller +buy-and-hold$/m)
    expect(said).toMatch(/^Sharpe +– +– +–$/m)
    expect(said).toMatch(/^Chance of the difference +[\d.]+ % +[\d.]+ % +–$/m)
    expect(said).toContain('Politis & Romano 1994')
    expect(said).toMatch(/0\.13 days in \S+ s, \S+ × real time/)
  })

  it('is another market with another seed', async () => {
    const short = '--agent momentum --from 2026-01-05T06:00Z --to 2026-01-05T07:00Z'
    const folders = ['one', 'other'].map((seed) => join(home.path, seed))
    const runs = folders.map((folder, at) => backtest(`${short} --seed seed-${at} --out ${folder}`))
    expect(await Promise.all(runs.map(({ exit }) => exit))).toEqual([0, 0])
    const [one, other] = folders.map((folder) => read(folder)['decisions.csv'])
    expect(other).not.toEqual(one)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing when it is stopped by %s', async (signal) => {
    const run = backtest(`--agent momentum --from 2026-01-01 --to 2026-01-31 --out ${join(home.path, 'out')}`)
    await run.says(/Backtest: 0 %/)
    run.child.kill(signal)
    expect(await run.exit).toBe(130)
    expect(run.output()).toContain('Stopped: nothing was written')
    expect(readdirSync(home.path)).toEqual([])
  })

  it('refuses a folder with something in it before it begins', async () => {
    const folder = join(home.path, 'mine')
    mkdirSync(folder)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const run = backtest(`${threeHours} --out ${folder}`)
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toBe(
      `npm run backtest: --out ${folder} is not empty: --out takes a folder that is new or empty, no link and no mount point, where this user can write`,
    )
    expect(readdirSync(folder)).toEqual(['notes.txt'])
  })

  it('takes a folder from where the user stands, whom npm leaves for the folder of the project', async () => {
    mkdirSync(join(home.path, 'full/of'), { recursive: true })
    const asNpm = { npm_lifecycle_event: 'backtest', INIT_CWD: home.path }
    const run = backtest(`${threeHours} --out full`, asNpm)
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain(`--out ${join(home.path, 'full')} is not empty`)
  })

  it('says in one line what is wrong, and then how it is called', async () => {
    const run = backtest('--agent fast --from 2026-01-05 --to 2026-01-06')
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(
      /^npm run backtest: --agent "fast" is no agent: [^\n]*\n\nUsage: npm run backtest/,
    )
  })
})
