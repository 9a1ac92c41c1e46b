import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { providerCredentials, type RenewedCredentials } from './provider-credentials.js'
import { ProviderFailure, type ProviderTokens } from './provider.js'

const START_MS = Date.parse('2026-11-21T12:00:00Z')
const HOUR_MS = 3_600_000
const away = new ProviderFailure('away', 'No answer')
const refused = new ProviderFailure('refused', 'invalid_grant')

const tokensUntil = (
  accessToken: string,
  lastsMs: number,
  refreshToken: string | null = 'refresh',
): ProviderTokens => ({
  accessToken,
  refreshToken,
  idToken: 'id',
  expiresAtMs: Date.now() + lastsMs,
  name: 'Ada',
})

describe('the tokens of a provider', () => {
  const renew = vi.fn<(tokens: ProviderTokens) => Promise<ProviderTokens>>()
  const told = { onRenewed: vi.fn(), onUnwanted: vi.fn(), onFailed: vi.fn(), onOver: vi.fn() }
  let credentials: RenewedCredentials
  const begin = (first: ProviderTokens) => (credentials = providerCredentials(first, { renew, ...told }))

  beforeEach(() => {
    vi.useFakeTimers({ now: START_MS })
    renew.mockReset().mockImplementation(() => Promise.resolve(tokensUntil('next', HOUR_MS)))
    for (const tell of Object.values(told)) tell.mockReset()
  })
  afterEach(() => {
    credentials.stop()
    vi.useRealTimers()
  })

  it.each([
    ['a minute before their end', HOUR_MS, HOUR_MS - 60_000],
    ['when half of a short time has passed', 20_000, 10_000],
  ])('are renewed %s', async (_when, lastsMs, afterMs) => {
    begin(tokensUntil('first', lastsMs))
    await vi.advanceTimersByTimeAsync(afterMs - 1)
    expect(renew).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(told.onRenewed.mock.calls).toMatchObject([[{ accessToken: 'next' }]])
    expect(await credentials.token()).toBe('next')
  })

  it('are renewed before a connection when they ended meanwhile, once for all who ask', async () => {
    begin(tokensUntil('first', HOUR_MS))
    vi.setSystemTime(START_MS + 2 * HOUR_MS)
    expect(await Promise.all([credentials.token(), credentials.token()])).toEqual(['next', 'next'])
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('are renewed when the server takes them no longer', async () => {
    begin(tokensUntil('first', HOUR_MS))
    expect(credentials.refused('first', 'The token was revoked')).toBe(true)
    expect(await credentials.token()).toBe('next')
    expect(told.onOver).not.toHaveBeenCalled()
  })

  it('are over when the server takes the new one neither: nothing goes round in circles', async () => {
    begin(tokensUntil('first', HOUR_MS))
    credentials.refused('first', 'The token was revoked')
    await credentials.token()
    expect(credentials.refused('next', 'No such audience')).toBe(false)
    expect(told.onOver).toHaveBeenCalledExactlyOnceWith('No such audience')
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS)
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('that were replaced on the open socket are not missed when the socket ends', async () => {
    begin(tokensUntil('first', 20_000))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(credentials.refused('first', 'The token has expired')).toBe(true)
    expect(await credentials.token()).toBe('next')
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('are over when the provider says no', async () => {
    renew.mockRejectedValue(refused)
    begin(tokensUntil('first', 20_000))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(told.onOver).toHaveBeenCalledExactlyOnceWith(refused)
    expect(credentials.refused('first', 'The token has expired')).toBe(false)
    expect(told.onOver).toHaveBeenCalledTimes(1)
  })

  it('are asked for until the provider answers', async () => {
    renew.mockRejectedValueOnce(away)
    begin(tokensUntil('first', 20_000))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(told.onFailed).toHaveBeenCalledExactlyOnceWith(away)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told.onRenewed).toHaveBeenCalledTimes(1)
  })

  it('that the provider does not renew are over with their end', async () => {
    begin(tokensUntil('first', 20_000, null))
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(await credentials.token()).toBe('first')
    expect(credentials.refused('first', 'The token has expired')).toBe(false)
    expect(told.onOver).toHaveBeenCalledExactlyOnceWith('The token has expired')
    expect(renew).not.toHaveBeenCalled()
  })

  it('that come when somebody has signed out meanwhile are not used, and somebody is told', async () => {
    let answer: (late: ProviderTokens) => void = () => {}
    renew.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    begin(tokensUntil('first', 20_000))
    await vi.advanceTimersByTimeAsync(10_000)
    credentials.stop()
    answer(tokensUntil('late', HOUR_MS))
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(told.onUnwanted.mock.calls).toMatchObject([[{ accessToken: 'late' }]])
    expect(told.onRenewed).not.toHaveBeenCalled()
  })

  it('are left alone when somebody has signed out', async () => {
    begin(tokensUntil('first', 20_000))
    credentials.stop()
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(renew).not.toHaveBeenCalled()
    expect(credentials.refused('first', 'No')).toBe(false)
    expect(told.onOver).not.toHaveBeenCalled()
  })
})
