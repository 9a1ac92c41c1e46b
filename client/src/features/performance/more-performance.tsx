import { useStoredChoice } from '../../lib/stored-choice.js'
import { text } from '../../lib/text.js'
import { Calibration } from './calibration.js'
import { MoreFigures, type PerformanceFiguresProps } from './performance-figures.js'
import css from './performance.module.css'
import { SideSplit } from './side-split.js'

const words = text.performance
const CHOICES = ['shut', 'open'] as const

/** Figures that few look for. They are shut until somebody opens them, and then stay open. */
export function MorePerformance(props: PerformanceFiguresProps) {
  const [choice, setChoice] = useStoredChoice('performance.more', CHOICES, 'shut')
  const { figures } = props
  return (
    <details
      className={css.more}
      open={choice === 'open'}
      onToggle={(event) => setChoice(event.currentTarget.open ? 'open' : 'shut')}
    >
      <summary>{words.more}</summary>
      <MoreFigures {...props} />
      {figures !== null && (
        <div className={css.tables}>
          <section aria-label={words.split.title}>
            <h3>{words.split.title}</h3>
            <SideSplit longTrades={figures.longTrades} shortTrades={figures.shortTrades} />
          </section>
          <section aria-label={words.calibration.title}>
            <h3>{words.calibration.title}</h3>
            <Calibration buckets={figures.calibration} />
          </section>
        </div>
      )}
    </details>
  )
}
