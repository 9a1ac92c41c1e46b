import { useId } from 'react'
import { AccountOptions } from '../../components/account-options.js'
import { hint } from '../../components/hint.js'
import { Placeholder } from '../../components/placeholder.js'
import select from '../../components/select.module.css'
import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'
import { usePreparing } from '../../lib/preparing.js'
import { text } from '../../lib/text.js'
import css from './accounts.module.css'

export interface AccountSwitchProps {
  readonly accounts: readonly AccountChoice_AccountFragment[] | null
  readonly chosen: AccountChoice_AccountFragment | null
  readonly onChoose: (id: string) => void
}

const words = text.accounts

function aboutOf({ agent, closedAt }: AccountChoice_AccountFragment): string | null {
  if (closedAt !== null) return words.closedHint
  return agent === null ? null : words.agent(agent)
}

export function AccountSwitch({ accounts, chosen, onChoose }: AccountSwitchProps) {
  const id = useId()
  const preparing = usePreparing()
  if (accounts === null || (accounts.length === 0 && preparing !== null)) {
    return (
      <div className={css.bar}>
        <Placeholder width="12rem" />
      </div>
    )
  }
  if (accounts.length === 0) return <p className={css.bar}>{words.none}</p>
  return (
    <div className={css.bar}>
      <label className="visually-hidden" htmlFor={id}>
        {words.label}
      </label>
      <select
        id={id}
        className={select.select}
        value={chosen?.id ?? ''}
        disabled={chosen === null}
        onChange={(event) => onChoose(event.target.value)}
      >
        <AccountOptions accounts={accounts} />
      </select>
      {chosen && (
        <span className={css.kind} {...hint(aboutOf(chosen))}>
          {chosen.closedAt !== null ? words.closed : chosen.kind === 'PAPER' ? words.paper : words.published}
        </span>
      )}
      {chosen?.visibility === 'PRIVATE' && (
        <span className={css.private} {...hint(words.privateHint)}>
          {words.private}
        </span>
      )}
    </div>
  )
}
