import { useSignIn } from '../../identity/sign-in-context.js'
import { text } from '../../lib/text.js'
import { SignInForm } from './sign-in-form.js'
import css from './sign-in.module.css'

const words = text.signIn

/** The whole page of a server that answers only to those who sign in. */
export function SignInGate() {
  const [{ isReturning, providerName }, signIn] = useSignIn()
  return (
    <section className={css.gate} data-gate="" aria-label={words.gateTitle}>
      <h2>{words.gateTitle}</h2>
      <p className={css.about}>{words.gate}</p>
      {isReturning ? (
        <p role="status">{words.returning}</p>
      ) : (
        <SignInForm providerName={providerName} onToken={signIn.withToken} onProvider={signIn.withProvider} />
      )}
    </section>
  )
}
