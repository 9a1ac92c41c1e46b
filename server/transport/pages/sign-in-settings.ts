/** How people sign in to the dashboard, besides pasting a token. Everybody may read it. */
export interface SignInSettings {
  /** Null: there is no identity provider. */
  readonly oidc: {
    readonly issuer: string
    readonly clientId: string
    /** What the dashboard asks for, with spaces between. */
    readonly scope: string
    /** For which API the tokens are. */
    readonly audience: string
  } | null
}

/** The dashboard reads its settings here. */
export const signInPath = '/sign-in.json'
