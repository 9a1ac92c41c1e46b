import type { CSSProperties } from 'react'
import { hint } from '../../components/hint.js'
import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { fixed } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './performance.module.css'

type Buckets = PerformanceFigures_PerformanceFragment['calibration']

const words = text.performance.calibration
const tenth = (share: number) => fixed(share * 100, 0)

/** How often decisions of a confidence came out well. The tick marks how often they should. */
export function Calibration({ buckets }: { readonly buckets: Buckets }) {
  if (buckets === null) return <p className={css.nothing}>{words.published}</p>
  const known = buckets.filter(({ decided }) => decided > 0)
  if (known.length === 0) return <p className={css.nothing}>{words.none}</p>
  return (
    <table className={css.small} {...hint(words.hint)}>
      <caption className="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.confidence}</th>
          <th scope="col" className={css.wide}>
            {words.won}
          </th>
          <th scope="col">{words.of}</th>
        </tr>
      </thead>
      <tbody>
        {known.map(({ fromConfidence, toConfidence, decided, won, winRatePct }) => {
          const expected = ((fromConfidence + toConfidence) / 2) * 100
          const bar = { '--share': `${winRatePct ?? 0}%`, '--expected': `${expected}%` } as CSSProperties
          return (
            <tr key={fromConfidence}>
              <th scope="row">
                {tenth(fromConfidence)}–{tenth(toConfidence)}%
              </th>
              <td className={css.wide}>
                <span className={css.bar} style={bar} aria-hidden="true" />
                <span className={css.barValue}>{fixed(winRatePct ?? 0, 0)}%</span>
              </td>
              <td>
                {fixed(won, 0)}/{fixed(decided, 0)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
