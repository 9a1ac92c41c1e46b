import { Figure, Figures } from '../../components/figure.js'
import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { directionOf, fixed, percent, ratio, signedUsd, usd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './performance.module.css'

export interface PerformanceFiguresProps {
  readonly figures: PerformanceFigures_PerformanceFragment | null
  readonly sampleSeconds: number | null
}

const words = text.performance

export function PerformanceFigures({ figures: known, sampleSeconds }: PerformanceFiguresProps) {
  const show = (format: (value: number | null) => string, value: number | null | undefined) =>
    value === undefined ? null : format(value)
  const money = (label: string, value: number | undefined) => (
    <Figure label={label} value={show(signedUsd, value)} direction={directionOf(value)} />
  )
  const ratioHint =
    known === null || sampleSeconds === null
      ? undefined
      : known.samples < known.minSamples
        ? words.samplesMissing(known.samples, known.minSamples)
        : words.ratioHint(known.samples, fixed(sampleSeconds, 0))
  return (
    <Figures className={css.figures}>
      {money(words.realized, known?.realizedPnlUsd)}
      {money(words.unrealized, known?.unrealizedPnlUsd)}
      {money(words.funding, known?.fundingUsd)}
      <Figure label={words.fees} value={show(usd, known?.feesUsd)} />
      <Figure label={words.sharpe} value={show(ratio, known?.sharpe)} title={ratioHint} />
      <Figure label={words.sortino} value={show(ratio, known?.sortino)} title={ratioHint} />
      <Figure label={words.maxDrawdown} value={show(percent, known?.maxDrawdownPct)} />
      <Figure label={words.currentDrawdown} value={show(percent, known?.currentDrawdownPct)} />
      <Figure label={words.winRate} value={show(percent, known?.winRatePct)} />
      <Figure label={words.profitFactor} value={show(ratio, known?.profitFactor)} />
      <Figure label={words.trades} value={known === null ? null : fixed(known.trades, 0)} />
      <Figure label={words.cash} value={show(usd, known?.cashUsd)} />
    </Figures>
  )
}
