import { text } from '../lib/text.js'
import css from './failure-notice.module.css'

/** For what belongs to an account, on a server without any: what to do. */
export function EmptyNotice() {
  return (
    <div className={css.notice}>
      <p className={css.empty}>{text.accounts.none}</p>
      <p className={css.message}>{text.accounts.howToOpen}</p>
    </div>
  )
}
