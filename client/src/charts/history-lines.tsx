import { useCallback, useMemo, type ReactNode } from 'react'
import { drawHistoryLines } from './draw-history-lines.js'
import type { HistoryEvents } from './history-chart.js'
import { HistoryFrame } from './history-frame.js'
import type { LineMoment } from './line-moments.js'

export interface HistoryLinesProps {
  /** Oldest first, with room for holes. Another list when something changed. */
  readonly moments: readonly LineMoment[]
  /** A color token for each line. Always the same list. */
  readonly colors: readonly string[]
  readonly isWhole: boolean
  readonly label: string
  readonly decimals: number
  readonly format: (value: number) => string
  readonly onOldest: () => void
  /** What is said of the moment under the pointer, or else of the last one in sight. */
  readonly legend: (moment: LineMoment) => ReactNode
  readonly toNewest: string
  readonly className?: string | undefined
}

/** Lines over time. */
export function HistoryLines({ moments, colors, isWhole, decimals, format, ...frame }: HistoryLinesProps) {
  const draw = useCallback(
    (host: HTMLElement, events: HistoryEvents) =>
      drawHistoryLines(host, { decimals, format, colors, isWhole, ...events }),
    [decimals, format, colors, isWhole],
  )
  const items = useMemo(() => moments.filter(({ values }) => values !== undefined), [moments])
  return <HistoryFrame {...frame} items={items} data={moments} draw={draw} />
}
