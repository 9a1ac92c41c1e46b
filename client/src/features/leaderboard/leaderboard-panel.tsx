import { useMemo } from 'react'
import { valueOf } from '../../live/face-of.js'
import { useEach } from '../../live/use-each.js'
import { usePolled } from '../../live/use-polled.js'
import { coloursOf, curvesQuery, leaderboardOperation, returnLine } from './leaderboard-model.js'
import type { Standing } from './leaderboard-model.js'
import { LeaderboardView } from './leaderboard-view.js'

export interface LeaderboardPanelProps {
  readonly account: string | null
  readonly onAccount: (id: string) => void
}

const NOBODY: readonly Standing[] = []

export function LeaderboardPanel({ account, onAccount }: LeaderboardPanelProps) {
  const { state, retry } = usePolled(leaderboardOperation)
  const standings = valueOf(state)?.standings ?? NOBODY
  const colours = useMemo(() => coloursOf(standings, account), [standings, account])
  const { answers: curves, failure } = useEach(curvesQuery, [...colours.keys()])
  const lines = useMemo(
    () =>
      standings.flatMap((standing) => {
        const { id } = standing.account
        const colour = colours.get(id)
        return colour === undefined
          ? []
          : [{ ...returnLine(standing, curves.get(id)), colour, isChosen: id === account }]
      }),
    [standings, colours, curves, account],
  )
  return (
    <LeaderboardView
      state={state}
      lines={lines}
      linesFailure={failure}
      chosen={account}
      onChoose={onAccount}
      onRetry={retry}
    />
  )
}
