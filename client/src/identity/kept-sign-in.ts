import type { ProviderTokens } from './provider.js'

/** Somebody's tokens, where they wanted them kept for this tab. */
export type KeptSignIn =
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'provider'; readonly tokens: ProviderTokens }

export interface SignInStorage {
  read(): KeptSignIn | null
  /** Null: nothing is kept. */
  write(kept: KeptSignIn | null): void
}

const KEY = 'gammacast.sign-in'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function isKept(value: unknown): value is KeptSignIn {
  const { by, token, tokens } = (value ?? {}) as { by?: unknown; token?: unknown; tokens?: Partial<ProviderTokens> }
  return by === 'token' ? isText(token) : by === 'provider' && isText(tokens?.accessToken) && isText(tokens.name)
}

/** The session storage of a tab: it ends with the tab, and no other tab reads it. */
export function keptIn(storage: Storage): SignInStorage {
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
        return isKept(kept) ? kept : null
      } catch {
        return null
      }
    },
    write(kept) {
      try {
        if (kept === null) storage.removeItem(KEY)
        else storage.setItem(KEY, JSON.stringify(kept))
      } catch {
        // A browser may forbid storage; the sign-in then lasts as long as the page.
      }
    },
  }
}
