import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backtestCommand } from './backtest-command.js'

const now = Date.UTC(2026, 8, 24, 12)
const command = (line: string) => backtestCommand(line === '' ? [] : line.split(' '), now, '/home/user')
const range = '--from 2026-01-05 --to 2026-01-06'
const day = 86_400_000

describe('npm run backtest', () => {
  it('takes agents, a range, a seed and a folder', () => {
    const line = `--agent momentum,vol-seller --agent buy-and-hold ${range}T12:30+02:00 --source simulated --seed mine --out some/where`
    expect(command(line)).toEqual({
      agents: ['momentum', 'vol-seller', 'buy-and-hold'],
      fromMs: Date.UTC(2026, 0, 5),
      toMs: Date.UTC(2026, 0, 6, 10, 30),
      source: { kind: 'simulated', seed: 'mine' },
      folder: resolve('/home/user/some/where'),
    })
  })

  it('takes what was recorded', () => {
    const line = `--agent momentum ${range} --source recording`
    expect(command(line)).toMatchObject({ source: { kind: 'recording', name: null } })
    expect(command(`${line} --recording DERIBIT:mine`).source).toEqual({ kind: 'recording', name: 'DERIBIT:mine' })
  })

  it('takes a whole path as it is', () => {
    expect(command(`--agent momentum ${range} --out /some/where`)).toMatchObject({ folder: resolve('/some/where') })
  })

  it('has a seed and a folder for who names none', () => {
    expect(command(`--agent momentum ${range}`)).toMatchObject({
      source: { kind: 'simulated', seed: 'gammacast' },
      folder: resolve('backtests/momentum_2026-01-05T00-00_2026-01-06T00-00'),
    })
  })

  it('takes the longest range, up to the present', () => {
    const at = (ms: number) => new Date(ms).toISOString()
    expect(command(`--agent momentum --from ${at(now - 31 * day)} --to ${at(now)}`)).toMatchObject({ toMs: now })
  })

  it('says how it is called when called with nothing', () => {
    expect(() => command('')).toThrow(/^Usage: npm run backtest -- --agent/)
  })

  it.each([
    [range, '--agent is missing: one or more of momentum, vol-seller, mean-reversion, buy-and-hold'],
    [`--agent fast ${range}`, '--agent "fast" is no agent: one or more of momentum'],
    [`--agent llm ${range}`, '--agent llm: nobody knows what a model would have answered'],
    [`--agent momentum, ${range}`, '--agent "" is no agent'],
    [`--agent momentum,momentum ${range}`, '--agent names momentum twice'],
    ['--agent momentum --to 2026-01-06', '--from is missing: a time such as 2026-01-05 (00:00 UTC)'],
    ['--agent momentum --from 2026-01-05', '--to is missing: a time such as'],
    ['--agent momentum --from yesterday --to 2026-01-06', '--from "yesterday" is not a time such as'],
    ['--agent momentum --from 2026-01-05T10:00 --to 2026-01-06', '--from "2026-01-05T10:00" is not a time such as'],
    ['--agent momentum --from 2026-02-30 --to 2026-03-06', '--from "2026-02-30" is not a time such as'],
    ['--agent momentum --from 2026-01-05T25:00Z --to 2026-01-06', '--from "2026-01-05T25:00Z" is not a time such as'],
    ['--agent momentum --from 2026-01-06 --to 2026-01-05', '--to 2026-01-05T00:00:00.000Z is not after --from'],
    ['--agent momentum --from 2026-01-06 --to 2026-01-06', 'is not after --from'],
    ['--agent momentum --from 2026-01-01 --to 2026-02-02', '--from to --to is 32.0 days: at most 31'],
    ['--agent momentum --from 2026-09-24 --to 2026-09-25', '--to 2026-09-25T00:00:00.000Z is in the future'],
    ['--agent momentum --from 1969-12-31 --to 1970-01-02', '--from is before 1970'],
    [`--agent momentum ${range} --to 2026-01-07`, '--to is given twice'],
    [`--agent momentum ${range} --seed ${'x'.repeat(201)}`, '--seed has 201 characters: 1 to 200'],
    [`--agent momentum ${range} --out=`, '--out is empty: a folder that is new or empty'],
    [`--agent momentum ${range} --source recording --seed mine`, '--seed names a simulated market'],
    [`--agent momentum ${range} --recording DERIBIT:mine`, '--recording needs --source recording'],
    [`--agent momentum ${range} --source live`, '--source "live" is no market: simulated'],
    [`--agent momentum ${range} --source=`, '--source "" is no market: simulated'],
    [`--agent momentum ${range} --speed 2`, "Unknown option '--speed'"],
    [`momentum ${range}`, "Unexpected argument 'momentum'"],
    ['--agent', 'there are --agent, --from, --to, --source, --seed, --recording and --out, each with a value'],
  ])('says in one line what is wrong with %j, and then how it is called', (line, words) => {
    expect(() => command(line)).toThrow(words)
    expect(() => command(line)).toThrow(/^npm run backtest: [^\n]*\n\nUsage: npm run backtest/)
  })
})
