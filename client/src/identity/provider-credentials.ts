import { retryDelayMs } from '../lib/backoff.js'
import type { Credentials } from '../transport/live-transport.js'
import { ProviderFailure, type ProviderTokens } from './provider.js'

export interface Renewals {
  readonly renew: (tokens: ProviderTokens) => Promise<ProviderTokens>
  readonly onRenewed: (tokens: ProviderTokens) => void
  /** New tokens came when nobody wants them any more. */
  readonly onUnwanted: (tokens: ProviderTokens) => void
  /** There is no new token at present. It is tried again. */
  readonly onFailed: (failure: ProviderFailure) => void
  /** There will be no new token. The reason is that of the provider, or of the server. */
  readonly onOver: (why: ProviderFailure | string) => void
}

export interface RenewedCredentials extends Credentials {
  tokens(): ProviderTokens
  /** Nothing is renewed any more. */
  stop(): void
}

/** A token is renewed this long before its end, or when half of its time has passed if that is later. */
const LEAD_MS = 60_000
/** A token that lasts longer is renewed after this time. */
const LONGEST_TIMER_MS = 24 * 3_600_000

/** Tokens that the server has accepted, renewed before they end. */
export function providerCredentials(first: ProviderTokens, renewals: Renewals): RenewedCredentials {
  let tokens = first
  let isAccepted = true
  let hasEnded = false
  let isOver = false
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let renewing: Promise<void> | null = null

  const stop = () => {
    isOver = true
    clearTimeout(timer)
  }
  const end = (why: ProviderFailure | string) => {
    stop()
    renewals.onOver(why)
  }
  const renewIn = (delayMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void renewed().catch(() => undefined), Math.min(delayMs, LONGEST_TIMER_MS))
  }
  const plan = () => {
    if (tokens.expiresAtMs === null || tokens.refreshToken === null) return
    const leftMs = Math.max(0, tokens.expiresAtMs - Date.now())
    renewIn(leftMs - Math.min(LEAD_MS, leftMs / 2))
  }
  const renewOnce = async () => {
    try {
      const next = await renewals.renew(tokens)
      if (isOver) return renewals.onUnwanted(next)
      tokens = next
      isAccepted = false
      hasEnded = false
      attempt = 0
      plan()
      renewals.onRenewed(next)
    } catch (error) {
      if (isOver || !(error instanceof ProviderFailure)) throw error
      if (error.kind === 'away') {
        attempt += 1
        renewIn(retryDelayMs({ attempt }))
        renewals.onFailed(error)
      } else end(error)
      throw error
    }
  }
  const renewed = () => (renewing ??= renewOnce().finally(() => (renewing = null)))
  const isExpired = () => hasEnded || (tokens.expiresAtMs !== null && tokens.expiresAtMs <= Date.now())
  plan()

  return {
    tokens: () => tokens,
    stop,
    async token() {
      if (isExpired() && tokens.refreshToken !== null) await renewed()
      return tokens.accessToken
    },
    accepted(token) {
      if (token === tokens.accessToken) isAccepted = true
    },
    refused(token, why) {
      if (isOver) return false
      if (token !== tokens.accessToken) return true
      if (isAccepted && tokens.refreshToken !== null) {
        hasEnded = true
        return true
      }
      end(why)
      return false
    },
  }
}
