import type { CSSProperties } from 'react'
import { Arrow } from '../../components/arrow.js'
import { hint, hintedItem } from '../../components/hint.js'
import { LeaderboardRow_LeaderboardEntryFragmentDoc, type FigureDoubt } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import {
  DASH,
  directionOf,
  fixed,
  percent,
  ratio,
  shortPercent,
  signedPercent,
  usd,
  wholeUsd,
} from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { Standing } from './leaderboard-model.js'
import css from './leaderboard.module.css'

export interface LeaderboardRowProps {
  readonly standing: Standing
  /** Which color its curve has; undefined when none is drawn. */
  readonly color: number | undefined
  readonly isChosen: boolean
  /** Whether it is where the Tab key stops in the list. */
  readonly isStop: boolean
  readonly onChoose: (id: string) => void
}

const words = text.leaderboard

const SOURCES = {
  SIMULATED: text.feed.simulated,
  REPLAY: text.feed.replay,
  DERIBIT: text.accounts.paper,
  PUBLISHED: text.feed.published,
} as const

const doubtsIn = (doubts: readonly FigureDoubt[]) => doubts.map((doubt) => words.doubts[doubt]).join('. ')

export function LeaderboardRow({ standing, color, isChosen, isStop, onChoose }: LeaderboardRowProps) {
  const { rank, account, performance } = readFragment(LeaderboardRow_LeaderboardEntryFragmentDoc, standing)
  const { totalReturnPct, sharpe, samples, samplesNeeded, trades } = performance
  const direction = directionOf(signedPercent(totalReturnPct))
  const sharpeHint =
    sharpe === null && samples !== null && samplesNeeded !== null && samples < samplesNeeded
      ? text.performance.missing.samples(samples, samplesNeeded)
      : undefined
  return (
    <tr
      data-account={account.id}
      data-chosen={isChosen ? '' : undefined}
      {...hintedItem}
      onClick={() => onChoose(account.id)}
    >
      <td>{rank}</td>
      <th scope="row">
        <button
          type="button"
          aria-pressed={isChosen}
          tabIndex={isStop ? 0 : -1}
          {...hint(words.choose(account.name), { inList: true })}
          onClick={(event) => {
            event.stopPropagation()
            onChoose(account.id)
          }}
        >
          <span
            className={css.swatch}
            data-color={color}
            style={color === undefined ? undefined : ({ '--series': `var(--series-${color + 1})` } as CSSProperties)}
            aria-hidden="true"
          />
          <span className={css.name}>{account.name}</span>
        </button>
        <span className={css.about}>
          <span className={css.source} data-source={account.source}>
            {SOURCES[account.source]}
          </span>{' '}
          {account.agent ?? words.human}{' '}
          {performance.freshness === 'STALE' && <span className={css.staleNote}>{words.stale}</span>}{' '}
          {performance.doubts.length > 0 && (
            <span className={css.doubtNote} {...hint(doubtsIn(performance.doubts), { inList: true })}>
              {words.doubted}
            </span>
          )}{' '}
          {account.visibility === 'PRIVATE' && (
            <span className={css.private} {...hint(text.accounts.privateHint, { inList: true })}>
              {text.accounts.private}
            </span>
          )}
        </span>
      </th>
      <td>{wholeUsd(performance.accountValueUsd)}</td>
      <td data-direction={direction}>
        <Arrow direction={direction} />
        {signedPercent(totalReturnPct)}
      </td>
      <td {...hint(sharpeHint, { inList: true })} data-narrow="">
        {ratio(sharpe)}
      </td>
      <td>{percent(performance.maxDrawdownPct)}</td>
      <td data-minor="">{shortPercent(performance.winRatePct).replace('+', '')}</td>
      <td data-minor="">{trades === null ? DASH : fixed(trades, 0)}</td>
      <td data-minor="">{usd(performance.feesUsd)}</td>
    </tr>
  )
}
