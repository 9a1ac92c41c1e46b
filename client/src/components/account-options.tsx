import { text } from '../lib/text.js'

export interface NamedAccount {
  readonly id: string
  readonly name: string
  readonly closedAt: string | null
  readonly visibility: 'PUBLIC' | 'PRIVATE'
}

const optionOf = ({ id, name, visibility }: NamedAccount) => (
  <option key={id} value={id}>
    {visibility === 'PRIVATE' ? text.accounts.privateName(name) : name}
  </option>
)

/** The options of a choice among accounts, the closed ones apart. */
export function AccountOptions({ accounts }: { readonly accounts: readonly NamedAccount[] }) {
  const closed = accounts.filter(({ closedAt }) => closedAt !== null)
  return (
    <>
      {accounts.filter(({ closedAt }) => closedAt === null).map(optionOf)}
      {closed.length > 0 && <optgroup label={text.accounts.closed}>{closed.map(optionOf)}</optgroup>}
    </>
  )
}
