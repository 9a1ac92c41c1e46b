import { useId, useState, type FormEvent } from 'react'
import { hint } from '../../components/hint.js'
import { text } from '../../lib/text.js'
import css from './sign-in.module.css'

const words = text.signIn

export interface SignInFormProps {
  /** Null: there is no provider. */
  readonly providerName: string | null
  /** Why somebody cannot sign in, or null. */
  readonly onToken: (token: string, keep: boolean) => Promise<string | null>
  readonly onProvider: (keep: boolean) => Promise<string | null>
}

type Waiting = 'token' | 'provider' | null

/** Two ways in: the identity provider, and a token that somebody has. */
export function SignInForm({ providerName, onToken, onProvider }: SignInFormProps) {
  const [token, setToken] = useState('')
  const [keep, setKeep] = useState(false)
  const [waiting, setWaiting] = useState<Waiting>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const refusalId = useId()

  const attempt = async (way: Waiting, run: () => Promise<string | null>) => {
    setWaiting(way)
    setRefusal(null)
    setRefusal(await run())
    setWaiting(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void attempt('token', () => onToken(token.trim(), keep))
  }
  return (
    <form className={css.form} onSubmit={submit} autoComplete="off" aria-busy={waiting !== null}>
      {providerName !== null && (
        <>
          <button
            type="button"
            className={css.primary}
            disabled={waiting !== null}
            onClick={() => void attempt('provider', () => onProvider(keep))}
          >
            {waiting === 'provider' ? words.leaving : words.withProvider(providerName)}
          </button>
          <p className={css.or}>{words.or}</p>
        </>
      )}
      <label className={css.field}>
        <span>{words.token}</span>
        <input
          type="password"
          value={token}
          placeholder={words.tokenHint}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={8_192}
          aria-invalid={refusal !== null}
          aria-describedby={refusalId}
          onChange={(event) => setToken(event.target.value)}
        />
      </label>
      <label className={css.keep} {...hint(words.keepHint)}>
        <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
        <span>{words.keep}</span>
      </label>
      <p id={refusalId} className={css.refusal} role="alert">
        {refusal}
      </p>
      <button
        type="submit"
        className={providerName === null ? css.primary : css.secondary}
        disabled={token.trim() === '' || waiting !== null}
      >
        {waiting === 'token' ? words.checking : words.use}
      </button>
    </form>
  )
}
