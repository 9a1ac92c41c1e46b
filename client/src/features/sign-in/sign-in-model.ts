import type { SignInState } from '../../identity/sign-in.js'
import { clockWithDate } from '../../lib/format-time.js'
import { text } from '../../lib/text.js'

const words = text.signIn

/** What is known of who is signed in, in words. */
export interface SignedInFacts {
  readonly name: string
  readonly how: string
  /** As the server calls them. Null until it has said so. */
  readonly id: string | null
  /** Null until it has said so. */
  readonly allows: readonly string[] | null
  readonly expires: string | null
  readonly trouble: string | null
}

/** Null: nobody is signed in. */
export function factsOf(
  { by, name, viewer, trouble, providerName }: SignInState,
  todayMs: number,
): SignedInFacts | null {
  if (by === null) return null
  return {
    name: name ?? (viewer ? nameOfId(viewer.id) : words.somebody),
    how: by === 'token' ? words.by.token : words.by.provider(providerName ?? words.theProvider),
    id: viewer?.id ?? null,
    allows: viewer && viewer.scopes.map(saidOfScope),
    expires: viewer && expiryOf(viewer.expiresAt, by === 'provider', todayMs),
    trouble,
  }
}

/** `token:7f` is a token of the server, `jwt:https://issuer|subject` somebody whom an issuer knows. */
function nameOfId(id: string): string {
  const [, tokenId] = /^token:(.+)$/.exec(id) ?? []
  if (tokenId !== undefined) return words.asToken(tokenId)
  return id.split('|').at(-1) ?? id
}

function expiryOf(expiresAt: string | null, isRenewed: boolean, todayMs: number): string {
  if (expiresAt === null) return words.never
  const time = clockWithDate(Date.parse(expiresAt), todayMs)
  return isRenewed ? words.renews(time) : time
}

function saidOfScope(scope: string): string {
  const { scopes } = words
  if (scope === 'admin' || scope === 'market:read' || scope === 'accounts:open') return scopes[scope]
  const [, right, account = ''] = /^account:(read|publish|trade):(.+)$/.exec(scope) ?? []
  const whose = account === '*' ? scopes.every : account
  return right === undefined ? scope : scopes[right as 'read' | 'publish' | 'trade'](whose)
}
