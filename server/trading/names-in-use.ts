import { looksOf } from '../domain/account-name.js'
import { ReservedNames } from './reserved-names.js'

/**
 * Names that nobody else may have, nor one that looks like them: those that are reserved, and those that everybody sees.
 * Private accounts may all have one name, so they are not among them.
 */
export class NamesInUse {
  readonly #reserved: ReservedNames
  /** By look, the name of each account. There is more than one only where names were free to look alike before. */
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

  /** The name that one of this account would be taken for. Null: none. */
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
