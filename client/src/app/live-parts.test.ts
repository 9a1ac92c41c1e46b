import { CombinedError } from 'urql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { RenewTokenDocument, ViewerDocument } from '../gql/graphql.js'
import { createSignIn, type SignIn } from '../identity/sign-in.js'
import type { LiveParts } from '../live/live-context.js'
import { createConnectionStore, type ConnectionStore } from '../transport/connection-store.js'
import { livePartsFor } from './live-parts.js'

const viewer = { id: 'jwt:here|ada', scopes: ['market:read'], expiresAt: null }
const LASTS_MS = 20_000
const tokens = (accessToken: string) => ({
  accessToken,
  refreshToken: 'r',
  idToken: 'i',
  expiresAtMs: Date.now() + LASTS_MS,
  name: 'Ada',
})

describe('the parts for who is signed in', () => {
  let signIn: SignIn
  let answerOf: (document: unknown) => object
  const made: { connection: ConnectionStore; dispose: () => void; disposeFrames: () => void }[] = []
  const asked = vi.fn()
  const make = (): LiveParts => {
    const connection = createConnectionStore()
    const dispose = vi.fn()
    const disposeFrames = vi.fn()
    made.push({ connection, dispose, disposeFrames })
    const answer = (document: unknown, variables: unknown) => ({
      subscribe: (tell: (result: object) => void) => {
        asked(document, variables)
        tell(answerOf(document))
        return { unsubscribe: () => undefined }
      },
    })
    return {
      transport: { connection, dispose },
      client: { query: answer, mutation: answer },
      frames: { dispose: disposeFrames },
    } as unknown as LiveParts
  }
  const opened = (index: number) => made[index]?.connection.dispatch({ type: 'opened', epoch: 1 })

  beforeEach(() => {
    vi.useFakeTimers()
    made.length = 0
    asked.mockReset()
    answerOf = (document) => ({ data: document === ViewerDocument ? { viewer } : { renewToken: viewer } })
    signIn = createSignIn({
      storage: { read: () => ({ by: 'provider', tokens: tokens('first') }), write: () => undefined },
      provider: () => Promise.resolve({ name: 'here', renewed: () => Promise.resolve(tokens('next')) } as never),
      refusalOf: () => Promise.resolve(null),
      goTo: () => undefined,
      returnedTo: null,
    })
    return () => void vi.useRealTimers()
  })

  it('learn who looks on each connection, and are all made anew for somebody else', () => {
    const store = livePartsFor(signIn, make)
    const first = store.current()
    const changed = vi.fn()
    store.subscribe(changed)
    opened(0)
    expect(signIn.current().viewer).toEqual(viewer)
    expect(changed).not.toHaveBeenCalled()
    signIn.signOut()
    expect(changed).toHaveBeenCalledTimes(1)
    expect(made[0]?.dispose).toHaveBeenCalledTimes(1)
    expect(made[0]?.disposeFrames).toHaveBeenCalledTimes(1)
    expect(store.current().parts).not.toBe(first.parts)
    opened(1)
    expect(asked).toHaveBeenCalledTimes(1)
  })

  it('give the open connection every new token', async () => {
    livePartsFor(signIn, make)
    opened(0)
    await vi.advanceTimersByTimeAsync(LASTS_MS / 2)
    expect(asked).toHaveBeenLastCalledWith(RenewTokenDocument, { token: 'next' })
    expect(made).toHaveLength(1)
    expect(signIn.current().credentials.refused('next', 'The token was revoked')).toBe(true)
  })

  it('are made anew when the new token does not read the same', async () => {
    const error = new CombinedError({ graphQLErrors: [{ message: 'No', extensions: { code: 'FORBIDDEN' } }] })
    answerOf = (document) => (document === ViewerDocument ? { data: { viewer } } : { error })
    livePartsFor(signIn, make)
    opened(0)
    await vi.advanceTimersByTimeAsync(LASTS_MS / 2)
    expect(made).toHaveLength(2)
    expect(made[0]?.dispose).toHaveBeenCalledTimes(1)
  })
})
