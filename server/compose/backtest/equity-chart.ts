import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import { benchmarkAgent, type BacktestAccount } from './run-backtest.js'

const width = 960
const height = 440
const plot = { left: 64, right: 940, top: 48, bottom: 400 }
/** More cannot be told apart. */
const mostPoints = 800

/** Colors that color-blind people tell apart (Okabe and Ito). The benchmark is gray and dashed. */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7']

interface Line {
  readonly name: string
  readonly stroke: string
  readonly points: readonly Point[]
}

interface Point {
  readonly timeMs: UnixMs
  readonly returnPct: number
}

/** The returns of all accounts over time, as a picture that needs nothing else. */
export function equityChart(accounts: readonly BacktestAccount[]): string {
  const lines = accounts.map(lineOf)
  const scale = scaleOf(lines.flatMap(({ points }) => points))
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>Return of each account in percent</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...levels(scale),
    ...moments(scale),
    ...lines.map(
      ({ stroke, points }) => `<polyline fill="none" stroke-width="1.5" ${stroke} points="${path(points, scale)}"/>`,
    ),
    ...lines.flatMap(legend),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

function lineOf({ id, equity, performance: { netDepositsUsd } }: BacktestAccount, at: number): Line {
  const color = colors[at % colors.length] ?? ''
  const stroke = id === benchmarkAgent ? 'stroke="#595959" stroke-dasharray="5 3"' : `stroke="${color}"`
  const points = thinned(equity).flatMap(({ timeMs, accountValueUsd }) =>
    netDepositsUsd === null ? [] : [{ timeMs, returnPct: 100 * (accountValueUsd / netDepositsUsd - 1) }],
  )
  return { name: id, stroke, points }
}

/** Points at equal distances, `mostPoints` of them at most, and the last one. */
function thinned(equity: readonly EquityPoint[]): readonly EquityPoint[] {
  const step = Math.ceil(equity.length / mostPoints)
  return equity.filter((_, at) => at % step === 0 || at === equity.length - 1)
}

interface Scale {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly stepPct: number
  readonly lowPct: number
  readonly highPct: number
}

function scaleOf(points: readonly Point[]): Scale {
  const lowest = points.reduce((low, { returnPct }) => Math.min(low, returnPct), 0)
  const highest = points.reduce((high, { returnPct }) => Math.max(high, returnPct), 0)
  const stepPct = roundStep((highest - lowest) / 5)
  const times = points.map(({ timeMs }) => timeMs)
  const fromMs = times.reduce((first, timeMs) => Math.min(first, timeMs), Infinity)
  return {
    fromMs,
    toMs: times.reduce((last, timeMs) => Math.max(last, timeMs), fromMs + 1),
    stepPct,
    lowPct: Math.floor(lowest / stepPct) * stepPct,
    highPct: Math.max(Math.ceil(highest / stepPct) * stepPct, stepPct),
  }
}

/** The next of 1, 2 and 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 0.001)))
  return ([1, 2, 5].find((times) => times * power >= least) ?? 10) * power
}

const xOf = (timeMs: UnixMs, { fromMs, toMs }: Scale) =>
  plot.left + ((timeMs - fromMs) / (toMs - fromMs)) * (plot.right - plot.left)

const yOf = (returnPct: number, { lowPct, highPct }: Scale) =>
  plot.bottom - ((returnPct - lowPct) / (highPct - lowPct)) * (plot.bottom - plot.top)

const path = (points: readonly Point[], scale: Scale) =>
  points
    .map(({ timeMs, returnPct }) => `${xOf(timeMs, scale).toFixed(1)},${yOf(returnPct, scale).toFixed(1)}`)
    .join(' ')

function levels(scale: Scale): readonly string[] {
  const { lowPct, highPct, stepPct } = scale
  const decimals = Math.max(0, -Math.floor(Math.log10(stepPct)))
  return Array.from({ length: Math.round((highPct - lowPct) / stepPct) + 1 }, (_, at) => {
    const level = lowPct + at * stepPct
    const y = yOf(level, scale).toFixed(1)
    const text = `<text x="${plot.left - 8}" y="${y}" dy="4" text-anchor="end" fill="#404040">${(level + 0).toFixed(decimals)} %</text>`
    return `<line x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}" stroke="#e0e0e0"/>${text}`
  })
}

const spans = 4

function moments(scale: Scale): readonly string[] {
  const { fromMs, toMs } = scale
  if (!Number.isFinite(fromMs)) return []
  return Array.from({ length: spans + 1 }, (_, at) => {
    const timeMs = fromMs + (at / spans) * (toMs - fromMs)
    const anchor = at === 0 ? 'start' : at === spans ? 'end' : 'middle'
    const words = `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')}${at === spans ? ' UTC' : ''}`
    return `<text x="${xOf(timeMs, scale).toFixed(1)}" y="${plot.bottom + 24}" text-anchor="${anchor}" fill="#404040">${words}</text>`
  })
}

function legend({ name, stroke }: Line, at: number): readonly string[] {
  const x = plot.left + at * 160
  return [
    `<line x1="${x}" x2="${x + 24}" y1="24" y2="24" stroke-width="2" ${stroke}/>`,
    `<text x="${x + 30}" y="28" fill="#202020">${name}</text>`,
  ]
}
