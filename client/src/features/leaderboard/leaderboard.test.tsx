import { describe, expect, it } from 'vitest'
import {
  LeaderboardRow_LeaderboardEntryFragmentDoc,
  type LeaderboardRow_LeaderboardEntryFragment,
} from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import { facesOf, ignore, LAST_UPDATE_MS } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import {
  colorsOf,
  foldLeaderboard,
  leaderboardOperation,
  MOST_CURVES,
  returnLine,
  type Standing,
} from './leaderboard-model.js'
import { LeaderboardView } from './leaderboard-view.js'

const NOON = '2026-11-21T12:00:00.000Z'
type Row = LeaderboardRow_LeaderboardEntryFragment

const performance: Row['performance'] = {
  freshness: 'LIVE',
  accountValueUsd: 102_500,
  totalReturnPct: 2.5,
  sharpe: null,
  samples: 3,
  samplesNeeded: 30,
  maxDrawdownPct: 1.2,
  winRatePct: 62.5,
  trades: 8,
  feesUsd: 49.5,
  doubts: [],
}

function standing(
  id: string,
  about: Partial<Row['account']> = {},
  figures: Partial<Row['performance']> = {},
): Standing {
  const account = {
    id,
    name: `Account ${id}`,
    kind: 'PAPER',
    agent: 'Momentum',
    source: 'SIMULATED',
    visibility: 'PUBLIC',
    ...about,
  } as const
  const row: Row = { rank: 1, account, performance: { ...performance, ...figures } }
  return {
    ...makeFragmentData(row, LeaderboardRow_LeaderboardEntryFragmentDoc),
    account: { ...account, resetAt: null },
    performance: {
      ...row.performance,
      asOf: NOON,
      source: account.source,
      netDepositsUsd: 100_000,
      sampleIntervalSeconds: 60,
    },
  }
}

const unknown = {
  accountValueUsd: null,
  totalReturnPct: null,
  samples: null,
  samplesNeeded: null,
  maxDrawdownPct: null,
  winRatePct: null,
  trades: null,
  feesUsd: null,
}
const published = standing('bot', { kind: 'PUBLISHED', agent: null, source: 'PUBLISHED' }, unknown)
const boardOf = (...entries: Standing[]) => foldLeaderboard(null, { leaderboard: { seq: 1, asOf: NOON, entries } })
const faces = facesOf(boardOf(standing('a'), published))
const show = (state = faces.live, chosen = 'a', pastFailure: LiveFailure | null = null) =>
  render(
    <LeaderboardView
      state={state}
      lines={[]}
      pastFailure={pastFailure}
      chosen={chosen}
      onChoose={ignore}
      onRetry={ignore}
    />,
  )

describe('the leaderboard', () => {
  it('shows rank, account and figures, and that the prices are simulated', () => {
    expect(wordsOf(show())).toContain('1 Account a Simulated Momentum 102,500 ▲ +2.50% – 1.20% 62.5% 8 49.50')
    expect(show()).toContain('Needs 30 equity samples, has 3')
    expect(wordsOf(show())).toContain('2 accounts')
  })

  it('marks a published account, and dashes what it did not say', () => {
    expect(wordsOf(show())).toContain('Account bot Published Outside bot – – – – – – –')
  })

  it('says that its curves could not be had, and why', () => {
    const [sinceMs, retryAtMs] = [LAST_UPDATE_MS, LAST_UPDATE_MS + 5_000]
    const markup = show(faces.live, 'a', { of: 'question', message: 'Status 500.', code: null, sinceMs, retryAtMs })
    expect(wordsOf(markup)).toContain('Past not loaded')
    expect(markup).toContain('data-hint="Status 500. Since 12:03:04. Tries again at 12:03:09."')
    expect(wordsOf(show())).not.toContain('Past not loaded')
  })

  it('marks the chosen account, and one that is stale', () => {
    expect(show().match(/aria-pressed="true"/g)).toHaveLength(1)
    const stale = boardOf(standing('a', {}, { freshness: 'STALE' }))
    expect(wordsOf(show(facesOf(stale).live))).toContain('Momentum stale')
  })

  it('marks a private account', () => {
    const board = boardOf(standing('a', { visibility: 'PRIVATE' }))
    expect(wordsOf(show(facesOf(board).live))).toContain('Momentum private')
    expect(wordsOf(show())).not.toContain('private')
  })

  it('marks figures that are hard to believe, and says why', () => {
    const doubts = ['RETURN_OUT_OF_RANGE', 'VALUE_OUT_OF_RANGE'] as const
    const board = show(facesOf(boardOf(standing('bot', { source: 'PUBLISHED' }, { doubts }))).live)
    expect(wordsOf(board)).toContain('doubtful')
    expect(board).toContain('Hardly anybody has such a return. Hardly any account has such amounts')
    expect(wordsOf(show())).not.toContain('doubtful')
  })

  it('is one stop of the Tab key at the chosen account, however many there are', () => {
    const buttons = (chosen: string) => [...show(faces.live, chosen).matchAll(/<button[^>]*tabindex="(-?\d)"/gi)]
    expect(buttons('a').map(([, stop]) => stop)).toEqual(['0', '-1'])
    expect(buttons('nobody').map(([, stop]) => stop)).toEqual(['0', '-1'])
    expect(show()).not.toContain(' title="')
    const stops = (count: number) => {
      const many = Array.from({ length: count }, (_, index) => standing(`a${index}`))
      return show(facesOf(boardOf(...many)).live, 'a0').match(/tabindex="0"/gi)?.length
    }
    expect(stops(30)).toBe(stops(1))
  })

  it('says a note beside a name as a word of its own', () => {
    const stale = boardOf(standing('a', {}, { freshness: 'STALE' }))
    expect(show(facesOf(stale).live).replace(/<[^>]*>/g, '')).toContain('Momentum stale')
  })

  it('has three other faces', () => {
    expect(show(faces.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })
})

describe('the curves of the accounts', () => {
  const curve = (...values: number[]) => ({
    newest: {
      asOf: null,
      source: 'SIMULATED' as const,
      accountValueUsd: null,
      sampleIntervalSeconds: 60,
      resetAt: null,
    },
    samples: values.map((value, minute) => ({ timeMs: Date.UTC(2026, 10, 21, 11, minute), value })),
  })

  it('are returns on the deposits, up to the present value', () => {
    const past = curve(100_000, 101_000)
    const { points } = returnLine(standing('a'), {
      ...past,
      newest: { ...past.newest, asOf: NOON, accountValueUsd: 102_500 },
    })
    expect(points.map(({ value }) => Math.round(value * 1e6) / 1e6)).toEqual([0, 1, 2.5])
    expect(points.at(-1)?.timeMs).toBe(Date.parse(NOON))
  })

  it('end at the return that the owner of an account says, where the deposits are not known', () => {
    const { performance: known, ...rest } = standing('a')
    const unsaid = { ...rest, performance: { ...known, netDepositsUsd: null } }
    const { points } = returnLine(unsaid, curve(100_000, 102_500))
    expect(points[0]?.value).toBeCloseTo(0)
    expect(points.at(-1)?.value).toBeCloseTo(2.5)
  })

  it('begin at nothing where the deposits are not known, and are empty where no value is', () => {
    const { performance: known, ...rest } = standing('a')
    const silent = { ...known, netDepositsUsd: null, totalReturnPct: null }
    expect(returnLine({ ...rest, performance: silent }, curve(50_000)).points[0]?.value).toBe(0)
    expect(returnLine(published, undefined).points).toEqual([])
  })

  it('know how far apart their samples are, so that the first ones are not taken for an outage', () => {
    expect(returnLine(standing('a'), curve(1, 2)).usualStepMs).toBe(60_000)
  })

  const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString()
  const valued = (id: string, minute: number, accountValueUsd: number): Standing => {
    const entry = standing(id)
    return { ...entry, performance: { ...entry.performance, asOf: at(minute), accountValueUsd } }
  }
  const folded = (before: ReturnType<typeof boardOf> | null, ...entries: Standing[]) =>
    foldLeaderboard(before, { leaderboard: { seq: 1, asOf: NOON, entries } })
  const values = (board: ReturnType<typeof boardOf>, id: string) =>
    board.curves.get(id)?.samples.map(({ value }) => value)
  const { past } = leaderboardOperation

  it('grow with the board, each by itself, as long as its account is on it', () => {
    const board = folded(folded(null, valued('a', 1, 1), valued('b', 1, 5)), valued('b', 2, 6), valued('a', 2, 2))
    expect([values(board, 'a'), values(board, 'b')]).toEqual([
      [1, 2],
      [5, 6],
    ])
    expect(folded(board, valued('a', 3, 3)).curves.has('b')).toBe(false)
  })

  it('are read of every account on the board, and again where samples were missed', () => {
    const board = folded(null, valued('a', 1, 1), valued('b', 1, 5))
    const asked = (account: string) => ({ account, points: 200 })
    expect(past?.wanted({ first: 50 }, null)).toEqual([])
    expect(past?.wanted({ first: 50 }, board)).toEqual([asked('a'), asked('b')])
    const after = folded(board, valued('a', 2, 2), valued('b', 3, 6), valued('c', 3, 7))
    expect(past?.missed(board, after, { first: 50 })).toEqual([asked('b'), asked('c')])
  })

  it('keep their colors when ranks change, and always hold the chosen account', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const all = ids.map((id) => standing(id))
    expect(colorsOf(all.slice(0, 3), null)).toEqual(colorsOf(all.slice(0, 3).reverse(), null))
    const drawn = colorsOf(all, 'h')
    expect(drawn.size).toBe(MOST_CURVES)
    expect(drawn.has('h')).toBe(true)
  })
})
