/** What an identity provider gave to somebody who signed in. */
export interface ProviderTokens {
  readonly accessToken: string
  /** Null: there is no new access token without the person. */
  readonly refreshToken: string | null
  readonly idToken: string
  /** By the clock of this browser. Null: nobody said. */
  readonly expiresAtMs: number | null
  /** Of the person. */
  readonly name: string
}

/** An identity provider where people sign in. What it cannot do rejects with a `ProviderFailure`. */
export interface Provider {
  /** For people. */
  readonly name: string
  /** Where the page has to go. `keep` comes back with the person. */
  addressToSignIn(keep: boolean): Promise<string>
  /** For the address to which the provider sent the person back. */
  tokensAt(address: string): Promise<{ readonly tokens: ProviderTokens; readonly keep: boolean }>
  renewed(tokens: ProviderTokens): Promise<ProviderTokens>
  /** Tells it that the tokens are not needed any more, where it wants to know. */
  forget(tokens: ProviderTokens): Promise<void>
}

/**
 * `away`: it does not answer. `refused`: it said no. `foreign`: its answer does not belong to a question of this tab.
 * `insecure`: the browser has no cryptography for a page that came without TLS.
 */
export type ProviderFailureKind = 'away' | 'refused' | 'foreign' | 'insecure'

export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  constructor(
    readonly kind: ProviderFailureKind,
    /** In the words of the provider or of the library. */
    detail: string,
  ) {
    super(detail)
  }
}
