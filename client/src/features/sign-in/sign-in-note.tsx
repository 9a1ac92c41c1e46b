import { useSignIn } from '../../identity/sign-in-context.js'
import { text } from '../../lib/text.js'
import css from './sign-in.module.css'

/** Why the last sign-in failed or ended. */
export function SignInNote() {
  const [{ note }, signIn] = useSignIn()
  if (note === null) return null
  return (
    <div className={css.note} role="alert" data-note="">
      <p>{note}</p>
      <button type="button" className={css.opener} onClick={signIn.dismissNote}>
        {text.signIn.dismiss}
      </button>
    </div>
  )
}
