import { useMemo } from 'react'
import { valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { coloursOf, leaderboardOperation, returnLine, SHOWN } from './leaderboard-model.js'
import type { Standing } from './leaderboard-model.js'
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
  const colours = useMemo(() => coloursOf(standings, account), [standings, account])
  const lines = useMemo(
    () =>
      standings.flatMap((standing) => {
        const { id } = standing.account
        const colour = colours.get(id)
        return colour === undefined
          ? []
          : [{ ...returnLine(standing, curves?.get(id)), colour, isChosen: id === account }]
      }),
    [standings, colours, curves, account],
  )
  return (
    <LeaderboardView
      state={state}
      lines={lines}
      linesFailure={pastFailure}
      chosen={account}
      onChoose={onAccount}
      onRetry={retry}
    />
  )
}
