import { useStoredChoice } from '../../lib/stored-choice.js'
import { text } from '../../lib/text.js'
import { Calibration } from './calibration.js'
import { MoreFigures, type PerformanceFiguresProps } from './performance-figures.js'
import css from './performance.module.css'
import { SideSplit } from './side-split.js'

const words = text.performance
const CHOICES = ['shut', 'open'] as const

/** What is looked for second: kept shut until somebody wants it, and then open for good. */
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
