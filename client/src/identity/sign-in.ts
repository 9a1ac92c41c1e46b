import type { ViewerQuery } from '../gql/graphql.js'
import { text } from '../lib/text.js'
import type { Credentials } from '../transport/live-transport.js'
import type { KeptSignIn, SignInStorage } from './kept-sign-in.js'
import { providerCredentials, type RenewedCredentials } from './provider-credentials.js'
import { ProviderFailure, type Provider, type ProviderTokens } from './provider.js'

export type Viewer = ViewerQuery['viewer']

export interface SignInState {
  /** Grows when others than before look, or may see other things. Whatever was read for the ones before has to go. */
  readonly epoch: number
  readonly credentials: Credentials
  /** How somebody signed in. Null: nobody did. */
  readonly by: KeptSignIn['by'] | null
  /** As the provider calls the person. */
  readonly name: string | null
  /** As the server understands the token. Null until it has said so. */
  readonly viewer: Viewer | null
  /** Why a new token cannot be had at present. */
  readonly trouble: string | null
  /** Why the last sign-in failed or ended. */
  readonly note: string | null
  /** Somebody comes back from the provider. */
  readonly isReturning: boolean
  /** Of the provider. Null: there is none, or it is not known yet. */
  readonly providerName: string | null
}

/** Why somebody cannot sign in, in words. Null: they are signed in, or on their way to the provider. */
type Refusal = string | null

export interface SignIn {
  current(): SignInState
  subscribe(listener: () => void): () => void
  withToken(token: string, keep: boolean): Promise<Refusal>
  withProvider(keep: boolean): Promise<Refusal>
  signOut(): void
  dismissNote(): void
  /** The server said who looks. */
  heard(viewer: Viewer): void
  /** From now on they may see other things. */
  seesOtherThings(): void
  /** Tells of every new token of the one who is signed in. */
  onRenewed(listener: (token: string) => void): () => void
}

export interface SignInParts {
  readonly storage: SignInStorage
  /** Null: there is none. Rejects when the settings cannot be read. */
  readonly provider: () => Promise<Provider | null>
  /** Why the server does not accept a token. Null: it does. */
  readonly refusalOf: (token: string) => Promise<Refusal>
  readonly goTo: (address: string) => void
  /** The address to which a provider has just sent somebody. Null: nobody comes back. */
  readonly returnedTo: string | null
}

const nobody: Credentials = { token: () => Promise.resolve(null), accepted: () => undefined, refused: () => false }
const words = text.signIn

/** Who looks at this tab. Tokens are in its memory, and where somebody chose so in its session storage. */
export function createSignIn(parts: SignInParts): SignIn {
  const { storage, provider, refusalOf, goTo, returnedTo } = parts
  const listeners = new Set<() => void>()
  const renewalListeners = new Set<(token: string) => void>()
  let renewing: RenewedCredentials | null = null
  const empty = { by: null, name: null, viewer: null, trouble: null, note: null }
  let state: SignInState = {
    ...empty,
    epoch: 1,
    credentials: nobody,
    isReturning: returnedTo !== null,
    providerName: null,
  }
  const change = (more: Partial<SignInState>) => {
    state = { ...state, ...more }
    for (const listener of [...listeners]) listener()
  }

  /** Whatever is known of the one before is forgotten. */
  const become = (more: Partial<SignInState>) => {
    renewing?.stop()
    renewing = null
    change({ ...empty, isReturning: false, credentials: nobody, ...more, epoch: state.epoch + 1 })
  }
  const end = (note: string | null) => {
    storage.write(null)
    become({ note })
  }
  /** Nobody waits for the provider. */
  const forget = (tokens: ProviderTokens) =>
    void mustHave(provider)
      .then((known) => known.forget(tokens))
      .catch(() => undefined)
  const becomeHolder = (token: string) => {
    const refused = (_token: string | null, why: string) => {
      end(words.ended(why))
      return false
    }
    become({ by: 'token', credentials: { token: () => Promise.resolve(token), accepted: () => undefined, refused } })
  }
  const becomePerson = (tokens: ProviderTokens, keep: boolean) => {
    const credentials = providerCredentials(tokens, {
      renew: async (before) => (await mustHave(provider)).renewed(before),
      onRenewed: (next) => {
        if (keep) storage.write({ by: 'provider', tokens: next })
        change({ trouble: null })
        for (const listener of [...renewalListeners]) listener(next.accessToken)
      },
      onUnwanted: forget,
      onFailed: (failure) => change({ trouble: saidOf(failure, state.providerName) }),
      onOver: (why) => end(words.ended(typeof why === 'string' ? why : saidOf(why, state.providerName))),
    })
    become({ by: 'provider', name: tokens.name, credentials })
    renewing = credentials
  }
  const restore = (kept: KeptSignIn | null) => {
    if (kept?.by === 'token') becomeHolder(kept.token)
    if (kept?.by === 'provider') becomePerson(kept.tokens, true)
  }
  /** Anybody can link to an address that looks as if a provider had sent somebody. So whoever was signed in still is. */
  const comeBackInVain = (why: string) => {
    restore(storage.read())
    change({ isReturning: false, note: state.by === null ? words.failed(why) : why })
  }
  const comeBack = async (address: string) => {
    try {
      const { tokens, keep } = await (await mustHave(provider)).tokensAt(address)
      const refusal = await refusalOf(tokens.accessToken)
      if (refusal !== null) {
        forget(tokens)
        return comeBackInVain(refusal)
      }
      storage.write(keep ? { by: 'provider', tokens } : null)
      becomePerson(tokens, keep)
    } catch (error) {
      comeBackInVain(saidOf(error, state.providerName))
    }
  }
  const learnProvider = () =>
    provider().then(
      (known) => {
        if (known) change({ providerName: known.name })
      },
      () => undefined,
    )

  restore(returnedTo === null ? storage.read() : null)
  void learnProvider().then(() => (returnedTo === null ? undefined : comeBack(returnedTo)))

  return {
    current: () => state,
    subscribe: (listener) => added(listeners, listener),
    onRenewed: (listener) => added(renewalListeners, listener),
    async withToken(token, keep) {
      const refusal = await refusalOf(token)
      if (refusal !== null) return refusal
      storage.write(keep ? { by: 'token', token } : null)
      becomeHolder(token)
      return null
    },
    async withProvider(keep) {
      try {
        goTo(await (await mustHave(provider)).addressToSignIn(keep))
        return null
      } catch (error) {
        return saidOf(error, state.providerName)
      }
    },
    signOut() {
      const tokens = renewing?.tokens()
      end(null)
      if (tokens) forget(tokens)
    },
    dismissNote: () => change({ note: null }),
    heard(viewer) {
      const before = state.viewer
      if (before === null || isSame(before, viewer)) change({ viewer })
      else change({ viewer, epoch: state.epoch + 1 })
    },
    seesOtherThings: () => change({ epoch: state.epoch + 1 }),
  }
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const isSame = (one: Viewer, other: Viewer) => one.id === other.id && one.scopes.join() === other.scopes.join()

/** The settings cannot be read, or a provider that there was is there no more. */
async function mustHave(provider: SignInParts['provider']): Promise<Provider> {
  const known = await provider().catch(() => {
    throw new ProviderFailure('away', 'The settings of the sign-in cannot be read')
  })
  if (known === null) throw new ProviderFailure('refused', words.noProvider)
  return known
}

function saidOf(failure: unknown, name: string | null): string {
  if (!(failure instanceof ProviderFailure)) return String(failure)
  return words.provider[failure.kind](name ?? words.theProvider, failure.message)
}
