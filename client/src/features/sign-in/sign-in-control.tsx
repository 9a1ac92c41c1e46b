import { useState } from 'react'
import { useSignIn } from '../../identity/sign-in-context.js'
import { text } from '../../lib/text.js'
import { useToday } from '../../lib/use-today.js'
import { SignInDialog } from './sign-in-dialog.js'
import { SignInForm } from './sign-in-form.js'
import { factsOf } from './sign-in-model.js'
import css from './sign-in.module.css'
import { SignedInView } from './signed-in-view.js'

const words = text.signIn

/** In the header: who is signed in, or the way in. */
export function SignInControl() {
  const [state, signIn] = useSignIn()
  const [isOpen, setIsOpen] = useState(false)
  const facts = factsOf(state, useToday())
  const close = () => setIsOpen(false)
  return (
    <div className={css.control} data-signed-in={facts !== null}>
      <button
        type="button"
        className={css.opener}
        aria-haspopup="dialog"
        disabled={state.isReturning}
        data-trouble={facts !== null && facts.trouble !== null}
        onClick={() => setIsOpen(true)}
      >
        {facts?.name ?? (state.isReturning ? words.returning : words.open)}
      </button>
      {isOpen && (
        <SignInDialog title={facts === null ? words.title : words.signedIn} onClose={close}>
          {facts === null ? (
            <>
              <p className={css.about}>{words.about}</p>
              <SignInForm
                providerName={state.providerName}
                onToken={signIn.withToken}
                onProvider={signIn.withProvider}
              />
            </>
          ) : (
            <SignedInView facts={facts} onSignOut={signIn.signOut} />
          )}
        </SignInDialog>
      )}
    </div>
  )
}
