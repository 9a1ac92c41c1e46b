import type { EquityCurveQuery, LeaderboardQuery, LeaderboardQueryVariables } from '../../gql/graphql.js'
import { EquityCurveDocument, LeaderboardDocument } from '../../gql/graphql.js'
import type { ChartLine } from '../../charts/chart-lines.js'
import type { EachQuery } from '../../live/each-store.js'
import type { PolledValue } from '../../live/use-polled.js'

export type Standing = LeaderboardQuery['leaderboard'][number]

/** All accounts at one moment. Each says of itself whether it is stale. */
export interface Leaderboard {
  readonly seq: null
  readonly asOf: string | null
  readonly freshness: 'LIVE'
  readonly standings: readonly Standing[]
}

const SHOWN = 50
const EVERY_MS = 2_000
/** Curves have a point a minute; in between the present value continues them. */
const CURVES_EVERY_MS = 30_000
/** As many as there are colours, and as an eye can follow. */
export const MOST_CURVES = 6

export function toLeaderboard({ leaderboard }: LeaderboardQuery): Leaderboard {
  const times = leaderboard.flatMap(({ performance: { asOf } }) => (asOf === null ? [] : [asOf]))
  return { seq: null, asOf: times.sort().at(-1) ?? null, freshness: 'LIVE', standings: leaderboard }
}

export const leaderboardOperation: PolledValue<Leaderboard, LeaderboardQuery, LeaderboardQueryVariables> = {
  document: LeaderboardDocument,
  variables: { first: SHOWN },
  valueOf: toLeaderboard,
  everyMs: EVERY_MS,
}

export const curvesQuery: EachQuery<EquityCurveQuery, { readonly account: string }> = {
  document: EquityCurveDocument,
  variablesOf: (account) => ({ account }),
  everyMs: CURVES_EVERY_MS,
}

/**
 * Which account has which colour: by the order of names, so that none changes its colour when ranks change. The chosen
 * account is always among them.
 */
export function coloursOf(standings: readonly Standing[], chosen: string | null): ReadonlyMap<string, number> {
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
  curve: EquityCurveQuery | undefined,
): Pick<ChartLine, 'id' | 'points'> {
  const { asOf, accountValueUsd } = performance
  const past = (curve?.equity.points ?? []).map((point) => ({
    timeMs: Date.parse(point.time),
    value: point.accountValueUsd,
  }))
  const nowMs = asOf === null ? null : Date.parse(asOf)
  const isNewer = nowMs !== null && nowMs > (past.at(-1)?.timeMs ?? -Infinity)
  const all = accountValueUsd !== null && isNewer ? [...past, { timeMs: nowMs, value: accountValueUsd }] : past
  const base = baseOf(performance, all[0]?.value ?? 0)
  const points = base > 0 ? all.map(({ timeMs, value }) => ({ timeMs, value: (value / base - 1) * 100 })) : []
  return { id: account.id, points }
}
