import type { CSSProperties } from 'react'
import { hint } from '../../components/hint.js'
import { DASH, fixed } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './decision-card.module.css'

export function Confidence({ value }: { readonly value: number | null }) {
  const share = value === null ? '0%' : `${fixed(value * 100, 0)}%`
  return (
    <span className={css.confidence} {...hint(text.decisions.confidence, { inList: true })}>
      <span className="visually-hidden">{text.decisions.confidence} </span>
      {value !== null && (
        <span className={css.track} aria-hidden="true" style={{ '--share': share } as CSSProperties} />
      )}
      {value === null ? DASH : share}
    </span>
  )
}
