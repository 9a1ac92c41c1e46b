import type { TrendReading } from './trend.js'

const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** `64,210.50 USD` */
export function usd(value: number): string {
  return `${money.format(value)} USD`
}

/** `0.5 %` for 0.005, at most two decimals. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))} %`
}

/** The numbers of a reading in one sentence. */
export function describeTrend({ score, volatility, fastMeanUsd, slowMeanUsd }: TrendReading): string {
  const where = fastMeanUsd >= slowMeanUsd ? 'above' : 'below'
  return (
    `The fast mean ${usd(fastMeanUsd)} is ${percent(Math.abs(fastMeanUsd / slowMeanUsd - 1))} ${where} ` +
    `the slow mean ${usd(slowMeanUsd)}: a trend score of ${score.toFixed(2)} at a volatility of ${percent(volatility)} a year.`
  )
}
