import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { text } from '../../lib/text.js'

type Figures = PerformanceFigures_PerformanceFragment
export type FigureName = {
  [Name in keyof Figures]-?: Figures[Name] extends number | null ? Name : never
}[keyof Figures]

const words = text.performance.missing

/** Why a figure is not known, in words. Undefined when it is known. */
export function missingReason(name: FigureName, figures: Figures): string | undefined {
  if (figures[name] !== null) return undefined
  if (figures.account.kind === 'PUBLISHED') return words.published
  return reasonOfPaper(name, figures)
}

function reasonOfPaper(name: FigureName, figures: Figures): string {
  switch (name) {
    case 'sharpe':
    case 'sortino':
      return ratioReason(name, figures)
    case 'cagrPct':
      return words.age
    case 'calmar':
      return figures.cagrPct === null ? words.age : (tooFew(figures) ?? words.noDrawdown)
    case 'winRatePct':
    case 'expectancyUsd':
      return words.noTrade
    case 'averageWinUsd':
      return words.noWin
    case 'profitFactor':
    case 'averageLossUsd':
      return words.noLoss
    case 'exposurePct':
      return words.worthless
    case 'feeSharePct':
      return words.noRealized
    default:
      return words.notYet
  }
}

function ratioReason(name: 'sharpe' | 'sortino', figures: Figures): string {
  return tooFew(figures) ?? (name === 'sharpe' ? words.noVariation : words.noFall)
}

function tooFew({ samples, samplesNeeded }: Figures): string | null {
  const [has, needs] = [samples ?? 0, samplesNeeded ?? 0]
  return has < needs ? words.samples(has, needs) : null
}
