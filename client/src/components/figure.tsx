import type { ReactNode } from 'react'
import type { Direction } from '../lib/format.js'
import { text } from '../lib/text.js'
import css from './figure.module.css'
import { hint } from './hint.js'
import { Placeholder } from './placeholder.js'

export interface FigureProps {
  readonly label: string
  /** Null while waiting: a placeholder of the same size. */
  readonly value: ReactNode
  readonly direction?: Direction
  readonly title?: string | undefined
  /** The value stands for one that is not known; the title says why. */
  readonly unknown?: boolean
  /** The value is not to be relied on; the title says why. */
  readonly mark?: 'doubted' | 'old' | null
}

/** A labeled number of a `Figures` list. */
export function Figure({ label, value, direction = 'flat', title, unknown = false, mark = null }: FigureProps) {
  return (
    <div className={css.figure} {...hint(title)}>
      <dt>{label}</dt>
      <dd data-direction={direction} data-unknown={unknown && title !== undefined ? '' : undefined} data-mark={mark}>
        {value ?? <Placeholder width="8ch" />}
        {mark !== null && <span className="visually-hidden"> {text.instrument.marks[mark]}</span>}
      </dd>
    </div>
  )
}

export function Figures({
  children,
  className,
}: {
  readonly children: ReactNode
  readonly className?: string | undefined
}) {
  return <dl className={`${css.figures} ${className ?? ''}`}>{children}</dl>
}
