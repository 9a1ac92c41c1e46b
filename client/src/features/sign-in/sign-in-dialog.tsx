import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react'
import { text } from '../../lib/text.js'
import css from './sign-in.module.css'

export interface SignInDialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Over the page, which waits. Escape, the button and a press beside it close it. */
export function SignInDialog({ title, onClose, children }: SignInDialogProps) {
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose()
  }
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby={titleId} onCancel={onClose} onClick={closeBeside}>
      <div className={css.sheet}>
        <div className={css.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={css.close} aria-label={text.signIn.close} onClick={onClose}>
            ×
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
