import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeptSignIn } from './kept-sign-in.js'
import { ProviderFailure, type Provider, type ProviderTokens } from './provider.js'
import { createSignIn, type SignIn, type SignInParts, type Viewer } from './sign-in.js'

const tokens: ProviderTokens = { accessToken: 'a.b.c', refreshToken: 'r', idToken: 'i', expiresAtMs: null, name: 'Ada' }
const viewer: Viewer = { id: 'token:1', scopes: ['market:read'], expiresAt: null }

const providerWith = (more: Partial<Provider> = {}): Provider => ({
  name: 'login.example.com',
  addressToSignIn: () => Promise.resolve('https://login.example.com/authorize'),
  tokensAt: () => Promise.resolve({ tokens, keep: false }),
  renewed: () => Promise.resolve(tokens),
  forget: vi.fn(() => Promise.resolve()),
  ...more,
})

let kept: KeptSignIn | null = null
const goTo = vi.fn()
const begin = (more: Partial<SignInParts> = {}, provider: Provider | null = null): SignIn =>
  createSignIn({
    storage: { read: () => kept, write: (next) => (kept = next) },
    provider: () => Promise.resolve(provider),
    refusalOf: () => Promise.resolve(null),
    goTo,
    returnedTo: null,
    ...more,
  })
const returnedTo = 'http://localhost/?code=c&state=s'
const returned = async (signIn: SignIn) => {
  await expect.poll(() => signIn.current().isReturning).toBe(false)
  return signIn.current()
}

afterEach(() => {
  kept = null
  goTo.mockReset()
})

describe('signing in with a token', () => {
  it('makes everything anew for its owner, and again for everybody at the end', async () => {
    const signIn = begin()
    const { epoch } = signIn.current()
    expect(await signIn.withToken('gct_x', false)).toBeNull()
    expect(signIn.current()).toMatchObject({ by: 'token', viewer: null, epoch: epoch + 1 })
    expect(await signIn.current().credentials.token()).toBe('gct_x')
    expect(kept).toBeNull()
    signIn.heard(viewer)
    expect(signIn.current()).toMatchObject({ viewer, epoch: epoch + 1 })
    signIn.signOut()
    expect(signIn.current()).toMatchObject({ by: null, viewer: null, note: null, epoch: epoch + 2 })
    expect(await signIn.current().credentials.token()).toBeNull()
  })

  it('that the server does not accept says why, and changes nothing', async () => {
    const signIn = begin({ refusalOf: () => Promise.resolve('Unknown token') })
    const before = signIn.current()
    expect(await signIn.withToken('gct_x', true)).toBe('Unknown token')
    expect(signIn.current()).toEqual(before)
    expect(kept).toBeNull()
  })

  it('keeps it for the tab by choice, until it ends', async () => {
    await begin().withToken('gct_x', true)
    const signIn = begin()
    expect(signIn.current().by).toBe('token')
    expect(signIn.current().credentials.refused('gct_x', 'The token was revoked')).toBe(false)
    expect(signIn.current()).toMatchObject({ by: null, note: 'You are signed out. The token was revoked' })
    expect(kept).toBeNull()
    signIn.dismissNote()
    expect(signIn.current().note).toBeNull()
  })
})

describe('who looks', () => {
  it('sees everything anew when they may see other things', async () => {
    const signIn = begin()
    await signIn.withToken('gct_x', false)
    signIn.heard(viewer)
    const { epoch } = signIn.current()
    signIn.heard({ ...viewer, expiresAt: '2026-11-21T12:00:00Z' })
    expect(signIn.current().epoch).toBe(epoch)
    signIn.heard({ ...viewer, scopes: ['account:read:a', 'market:read'] })
    expect(signIn.current().epoch).toBe(epoch + 1)
    signIn.seesOtherThings()
    expect(signIn.current().epoch).toBe(epoch + 2)
  })
})

describe('signing in with a provider', () => {
  it('goes there, or says why it cannot', async () => {
    const there = begin({}, providerWith())
    expect(await there.withProvider(false)).toBeNull()
    expect(goTo).toHaveBeenCalledExactlyOnceWith('https://login.example.com/authorize')
    const away = providerWith({ addressToSignIn: () => Promise.reject(new ProviderFailure('away', 'Failed to fetch')) })
    expect(await begin({}, away).withProvider(false)).toBe('No answer from login.example.com. Try again later.')
    const settings = { provider: () => Promise.reject(new Error('HTTP 502')) }
    expect(await begin(settings).withProvider(false)).toBe('No answer from the identity provider. Try again later.')
  })

  it('comes back as somebody, whose tokens are kept by choice', async () => {
    const signIn = begin({ returnedTo }, providerWith({ tokensAt: () => Promise.resolve({ tokens, keep: true }) }))
    expect(signIn.current()).toMatchObject({ isReturning: true, by: null })
    expect(await returned(signIn)).toMatchObject({ by: 'provider', name: 'Ada', providerName: 'login.example.com' })
    expect(kept).toEqual({ by: 'provider', tokens })
    expect(begin({}, providerWith()).current()).toMatchObject({ by: 'provider', name: 'Ada' })
  })

  it.each([
    ['foreign', /does not belong to a sign-in of this tab/],
    ['refused', /^You are not signed in\. Refused by login\.example\.com: why$/],
    ['away', /No answer from login\.example\.com/],
    ['insecure', /https/],
  ] as const)('comes back as nobody when the answer is %s', async (kind, words) => {
    const tokensAt = () => Promise.reject(new ProviderFailure(kind, 'why'))
    const state = await returned(begin({ returnedTo }, providerWith({ tokensAt })))
    expect(state).toMatchObject({ by: null })
    expect(state.note).toMatch(words)
  })

  it('comes back as nobody when the server does not accept the tokens of the provider', async () => {
    const refusalOf = () => Promise.resolve('Another audience')
    const provider = providerWith()
    const state = await returned(begin({ returnedTo, refusalOf }, provider))
    expect(state).toMatchObject({ by: null, note: 'You are not signed in. Another audience' })
    await expect.poll(() => provider.forget).toHaveBeenCalledExactlyOnceWith(tokens)
  })

  it('leaves whoever was signed in as they were when the answer is foreign: any page can link to one', async () => {
    kept = { by: 'token', token: 'gct_x' }
    const tokensAt = () => Promise.reject(new ProviderFailure('foreign', 'why'))
    const signIn = begin({ returnedTo }, providerWith({ tokensAt }))
    const state = await returned(signIn)
    expect(state).toMatchObject({ by: 'token', note: expect.stringMatching(/^An answer came from/) as string })
    expect(await state.credentials.token()).toBe('gct_x')
    expect(kept).toEqual({ by: 'token', token: 'gct_x' })
  })

  it('tells the provider when somebody signs out', async () => {
    const provider = providerWith()
    const signIn = begin({ returnedTo }, provider)
    await returned(signIn)
    signIn.signOut()
    expect(signIn.current().by).toBeNull()
    await expect.poll(() => provider.forget).toHaveBeenCalledExactlyOnceWith(tokens)
  })

  it('tells the provider of tokens that it renews while somebody signs out: they would go on', async () => {
    let answer: (late: ProviderTokens) => void = () => {}
    const renewed = vi.fn(() => new Promise<ProviderTokens>((resolve) => (answer = resolve)))
    const provider = providerWith({ renewed })
    kept = { by: 'provider', tokens: { ...tokens, expiresAtMs: Date.now() - 1 } }
    const signIn = begin({}, provider)
    const asked = signIn.current().credentials.token()
    await expect.poll(() => renewed).toHaveBeenCalled()
    signIn.signOut()
    answer({ ...tokens, refreshToken: 'r2' })
    await asked
    await expect.poll(() => provider.forget).toHaveBeenCalledWith({ ...tokens, refreshToken: 'r2' })
    expect(kept).toBeNull()
  })
})
