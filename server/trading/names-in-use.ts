import { looksOf } from '../domain/account-name.js'

/** Names that nobody else may have, nor one that looks like them. */
export class NamesInUse {
  readonly #byLook = new Map<string, string>()

  add(name: string): void {
    for (const look of looksOf(name)) if (!this.#byLook.has(look)) this.#byLook.set(look, name)
  }

  /** The name that another one would be taken for. Null when there is none. */
  like(name: string): string | null {
    for (const look of looksOf(name)) {
      const known = this.#byLook.get(look)
      if (known !== undefined) return known
    }
    return null
  }
}
