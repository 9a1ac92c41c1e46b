import type { ChartLine } from '../../charts/chart-lines.js'
import {
  EquityCurveDocument,
  LeaderboardUpdatesDocument,
  type LeaderboardUpdatesSubscription,
} from '../../gql/graphql.js'
import { growCurve, hasHole, joinCurve, sampleStepMs, samplesToNow, type EquityCurve } from '../../live/equity-curve.js'
import type { LiveOperation } from '../../live/live-store.js'
import { pastQuery } from '../../live/past.js'

export type Standing = LeaderboardUpdatesSubscription['leaderboard']['entries'][number]

/** All accounts at one moment, and how each came there. Each says of itself whether it is stale. */
export interface Leaderboard {
  readonly seq: number
  readonly asOf: string | null
  readonly freshness: 'LIVE'
  readonly standings: readonly Standing[]
  readonly curves: ReadonlyMap<string, EquityCurve>
}

type CurveAsked = {
  readonly account: string
  readonly points: number
}

export const SHOWN = 50
const POINTS = 200
/** As many as there are colors, and as an eye can follow. */
export const MOST_CURVES = 6

export function foldLeaderboard(
  current: Leaderboard | null,
  { leaderboard: { seq, asOf, entries } }: LeaderboardUpdatesSubscription,
): Leaderboard {
  const curves = entries.map(({ account: { id, resetAt }, performance }) => {
    return [id, growCurve(current?.curves.get(id) ?? null, { ...performance, resetAt })] as const
  })
  return { seq, asOf, freshness: 'LIVE', standings: entries, curves: new Map(curves) }
}

const curveOf = (account: string): CurveAsked => ({ account, points: POINTS })

export const leaderboardOperation: LiveOperation<
  Leaderboard,
  LeaderboardUpdatesSubscription,
  { readonly first: number },
  CurveAsked
> = {
  updates: LeaderboardUpdatesDocument,
  fold: foldLeaderboard,
  past: pastQuery(EquityCurveDocument, {
    // Of all that are shown: any of them may come to be drawn.
    wanted: (_first, board) => (board?.standings ?? []).map(({ account }) => curveOf(account.id)),
    join: (board, past, { account }) => {
      const curve = board.curves.get(account)
      if (curve === undefined) return board
      return { ...board, curves: new Map(board.curves).set(account, joinCurve(curve, past)) }
    },
    missed: (before, after) =>
      [...after.curves]
        .filter(([id, curve]) => hasHole(before.curves.get(id) ?? null, curve))
        .map(([id]) => curveOf(id)),
  }),
}

/**
 * Which account has which color: by the order of names, so that none changes its color when ranks change. The chosen
 * account is always among them.
 */
export function colorsOf(standings: readonly Standing[], chosen: string | null): ReadonlyMap<string, number> {
  const ids = standings.map(({ account }) => account.id)
  const best = ids.filter((id) => id !== chosen).slice(0, MOST_CURVES - 1)
  const drawn = chosen !== null && ids.includes(chosen) ? [...best, chosen] : ids.slice(0, MOST_CURVES)
  return new Map(drawn.sort().map((id, index) => [id, index]))
}

/** What a return is counted from: the deposits, or what the owner's own return says they were, or the first value known. */
function baseOf(
  { netDepositsUsd, accountValueUsd, totalReturnPct }: Standing['performance'],
  firstUsd: number,
): number {
  if (netDepositsUsd !== null) return netDepositsUsd
  if (accountValueUsd === null || totalReturnPct === null || totalReturnPct <= -100) return firstUsd
  return accountValueUsd / (1 + totalReturnPct / 100)
}

/** Return in percent, so that accounts of any size share one scale. */
export function returnLine(
  { performance, account }: Standing,
  curve: EquityCurve | undefined,
): Pick<ChartLine, 'id' | 'points' | 'usualStepMs'> {
  const values = curve === undefined ? [] : samplesToNow(curve)
  const base = baseOf(performance, values[0]?.value ?? 0)
  const points = base > 0 ? values.map(({ timeMs, value }) => ({ timeMs, value: (value / base - 1) * 100 })) : []
  return { id: account.id, points, usualStepMs: sampleStepMs(performance) }
}
