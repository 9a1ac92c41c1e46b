import { percent, usd } from '../wording.js'
import type { TrendReading } from './trend.js'

/** The numbers of a reading in one sentence. */
export function describeTrend({ score, volatility, fastMeanUsd, slowMeanUsd }: TrendReading): string {
  const where = fastMeanUsd >= slowMeanUsd ? 'above' : 'below'
  return (
    `The fast mean ${usd(fastMeanUsd)} is ${percent(Math.abs(fastMeanUsd / slowMeanUsd - 1))} ${where} ` +
    `the slow mean ${usd(slowMeanUsd)}: a trend score of ${score.toFixed(2)} at a volatility of ${percent(volatility)} a year.`
  )
}
