import { text } from '../../lib/text.js'
import type { SignedInFacts } from './sign-in-model.js'
import css from './sign-in.module.css'

const words = text.signIn

export interface SignedInViewProps {
  readonly facts: SignedInFacts
  readonly onSignOut: () => void
}

/** Who is signed in, and what they may do. */
export function SignedInView({ facts, onSignOut }: SignedInViewProps) {
  const { name, how, id, allows, expires, trouble } = facts
  return (
    <div className={css.form}>
      <p className={css.person}>
        <span>{name}</span>
        <span className={css.how}>{how}</span>
      </p>
      {trouble !== null && (
        <p className={css.refusal} role="alert">
          {trouble}
        </p>
      )}
      {id !== null && allows !== null && (
        <dl className={css.facts}>
          <dt>{words.id}</dt>
          <dd>{id}</dd>
          <dt>{words.allows}</dt>
          <dd>{allows.length === 0 ? words.nothing : allows.map((scope) => <span key={scope}>{scope}</span>)}</dd>
          <dt>{words.expires}</dt>
          <dd>{expires}</dd>
        </dl>
      )}
      <button type="button" className={css.secondary} onClick={onSignOut}>
        {words.signOut}
      </button>
    </div>
  )
}
