import { looksOf } from '../domain/account-name.js'
import { ReservedNames } from './reserved-names.js'

/**
 * Names that are taken, and with them all names that look like them: the reserved ones and those of public accounts. Several
 * private accounts may have the same name, so their names are not here.
 */
export class NamesInUse {
  readonly #reserved: ReservedNames
  /** The name of each account, by look and account id. Several accounts share a look only in stores from before this was checked. */
  readonly #byLook = new Map<string, Map<string, string>>()

  constructor(reserved: readonly string[]) {
    this.#reserved = new ReservedNames(reserved)
  }

  add(name: string, accountId: string): void {
    for (const look of looksOf(name)) {
      const alike = this.#byLook.get(look) ?? new Map<string, string>()
      this.#byLook.set(look, alike.set(accountId, name))
    }
  }

  remove(name: string, accountId: string): void {
    for (const look of looksOf(name)) {
      const alike = this.#byLook.get(look)
      alike?.delete(accountId)
      if (alike?.size === 0) this.#byLook.delete(look)
    }
  }

  /** The taken name that this one looks like, except that of the account itself. Null: none. */
  like(name: string, ownId: string): string | null {
    const reserved = this.#reserved.like(name)
    if (reserved !== null) return reserved
    for (const look of looksOf(name)) {
      const known = this.#ofOther(look, ownId)
      if (known !== null) return known
    }
    return null
  }

  #ofOther(look: string, ownId: string): string | null {
    for (const [accountId, name] of this.#byLook.get(look) ?? []) if (accountId !== ownId) return name
    return null
  }
}
