import type { ReactNode } from 'react'
import { hint } from '../../components/hint.js'
import { clockWithDate } from '../../lib/format-time.js'
import { directionOf, signedUsd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './trades.module.css'

export function Time({ at, todayMs }: { readonly at: string | null; readonly todayMs: number }) {
  if (at === null) return null
  return (
    <time dateTime={at} {...hint(at, { inList: true })}>
      {clockWithDate(Date.parse(at), todayMs)}
    </time>
  )
}

export function Side({ side }: { readonly side: keyof typeof text.sides }) {
  return (
    <span className={css.side} data-side={side}>
      {text.sides[side]}
    </span>
  )
}

/** Stands below the text of its cell, on narrow screens only. */
export function Brief({ children }: { readonly children: ReactNode }) {
  return <span className={css.brief}>{children}</span>
}

/** The instrument, and below it on a narrow screen what its own columns say on a wide one. */
export function Instrument({ symbol, children }: { readonly symbol: string; readonly children: ReactNode }) {
  return (
    <th scope="row">
      {symbol}
      <Brief>{children}</Brief>
    </th>
  )
}

export function Pnl({ value }: { readonly value: number | null }) {
  return <td data-direction={directionOf(signedUsd(value))}>{signedUsd(value)}</td>
}
