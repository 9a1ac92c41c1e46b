import { looksOf } from '../domain/account-name.js'

interface Named {
  readonly name: string
  /** Null: the name is reserved. */
  readonly accountId: string | null
}

/** Names that nobody else may have, nor one that looks like them. */
export class NamesInUse {
  readonly #byLook = new Map<string, Named[]>()

  add(name: string, accountId: string | null): void {
    for (const look of looksOf(name)) {
      const alike = this.#byLook.get(look) ?? []
      alike.push({ name, accountId })
      this.#byLook.set(look, alike)
    }
  }

  /** The name that another one would be taken for, of those that are reserved or that `counts` accepts. Null: none. */
  like(name: string, counts: (accountId: string) => boolean): string | null {
    for (const look of looksOf(name)) {
      const known = this.#byLook.get(look)?.find(({ accountId }) => accountId === null || counts(accountId))
      if (known) return known.name
    }
    return null
  }
}
