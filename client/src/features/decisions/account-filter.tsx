import { AccountOptions, type NamedAccount } from '../../components/account-options.js'
import select from '../../components/select.module.css'
import { text } from '../../lib/text.js'

export interface AccountFilterProps {
  readonly accounts: readonly NamedAccount[]
  /** Null for all of them. */
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
}

const words = text.decisions
/** No id of an account is empty. */
const ALL = ''

export function AccountFilter({ accounts, chosen, onChoose }: AccountFilterProps) {
  return (
    <select
      className={select.select}
      aria-label={words.account}
      value={chosen ?? ALL}
      onChange={({ target }) => onChoose(target.value === ALL ? null : target.value)}
    >
      <option value={ALL}>{words.allAccounts}</option>
      <AccountOptions accounts={accounts} />
    </select>
  )
}
