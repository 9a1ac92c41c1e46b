import type { ReactNode } from 'react'
import { HintLayer } from '../components/hint-layer.js'
import { SignInNote } from '../features/sign-in/sign-in-note.js'
import { text } from '../lib/text.js'
import css from './layout.module.css'

export interface LayoutProps {
  readonly header: ReactNode
  /** In place of all panels, where the server does not answer to who looks. */
  readonly gate: ReactNode
  readonly main: ReactNode
  readonly side: ReactNode
  readonly floor: ReactNode
  readonly footer: ReactNode
}

const MAIN = 'main'

/**
 * Market and chain take the width, the account stands beside them, all accounts and the account's trades below; on a
 * phone all of it is one column.
 */
export function Layout({ header, gate, main, side, floor, footer }: LayoutProps) {
  return (
    <div className={css.page}>
      <a className={css.skip} href={`#${MAIN}`}>
        {text.skip}
      </a>
      {header}
      <SignInNote />
      {gate === null ? (
        <>
          <main id={MAIN} className={css.main} aria-label={text.main} tabIndex={-1}>
            {main}
          </main>
          <aside className={css.side} aria-label={text.side}>
            {side}
          </aside>
          <section className={css.floor} aria-label={text.floor}>
            {floor}
          </section>
        </>
      ) : (
        <main id={MAIN} className={css.gate} aria-label={text.signIn.title} tabIndex={-1}>
          {gate}
        </main>
      )}
      {footer}
      <HintLayer />
    </div>
  )
}
