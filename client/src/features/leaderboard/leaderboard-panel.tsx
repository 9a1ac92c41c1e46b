import { useMemo } from 'react'
import { valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { colorsOf, leaderboardOperation, returnLine, SHOWN, type Standing } from './leaderboard-model.js'
import { LeaderboardView } from './leaderboard-view.js'

export interface LeaderboardPanelProps {
  readonly account: string | null
  readonly onAccount: (id: string) => void
}

const FIRST = { first: SHOWN }
const NOBODY: readonly Standing[] = []

export function LeaderboardPanel({ account, onAccount }: LeaderboardPanelProps) {
  const { state, pastFailure, retry } = useLive(leaderboardOperation, FIRST)
  const board = valueOf(state)
  const standings = board?.standings ?? NOBODY
  const curves = board?.curves
  const colors = useMemo(() => colorsOf(standings, account), [standings, account])
  const lines = useMemo(
    () =>
      standings.flatMap((standing) => {
        const { id } = standing.account
        const color = colors.get(id)
        return color === undefined
          ? []
          : [{ ...returnLine(standing, curves?.get(id)), color, isChosen: id === account }]
      }),
    [standings, colors, curves, account],
  )
  return (
    <LeaderboardView
      state={state}
      lines={lines}
      pastFailure={pastFailure}
      chosen={account}
      onChoose={onAccount}
      onRetry={retry}
    />
  )
}
