import { randomBytes } from 'node:crypto'
import type { Limits } from '../../server/limits/limits.js'
import { audienceName, issuerName, signedBy } from '../../tests/support/auth/issuer.js'

/** How our server is guarded: by nothing, or as on the open internet. */
export interface Guards {
  readonly settings: Readonly<Record<string, string>>
  /** Whether clients of this machine are limited as any others. If not, nobody has a limit. */
  readonly limitsAll: boolean
}

export const noGuards: Guards = { settings: { AUTH: 'off' }, limitsAll: false }

const secret = randomBytes(32).toString('base64url')

export const allGuards: Guards = {
  settings: {
    NODE_ENV: 'production',
    AUTH: 'required',
    JWT_SECRET: secret,
    JWT_ISSUER: issuerName,
    JWT_AUDIENCE: audienceName,
  },
  limitsAll: true,
}

/** Only the connections of one address have the limits of this machine, because the clients come from there. */
export function limitsWith({ limitsAll }: Guards, usual: Limits): Limits {
  const { connectionsPerAddress, newConnectionsPerMinute, uninitializedPerAddress } = usual
  const most = Number.MAX_SAFE_INTEGER
  const entries = Object.entries(usual).map(([name, limit]: [string, Limits[keyof Limits]]) => {
    if (typeof limit === 'number') return [name, limitsAll ? limit : most]
    return [name, limitsAll ? { any: limit.any, loopback: limit.any } : { any: most, loopback: most }]
  })
  const all = Object.fromEntries(entries) as Limits
  return limitsAll ? { ...all, connectionsPerAddress, newConnectionsPerMinute, uninitializedPerAddress } : all
}

/** A token of its own for each client: it reads the market, and an account that nobody else reads. */
export function tokenOf(client: number): Promise<string> {
  const claims = {
    sub: `client-${client}`,
    scope: `market:read account:read:client-${client}`,
    exp: Math.floor(Date.now() / 1_000) + 86_400,
  }
  return signedBy(Buffer.from(secret), { alg: 'HS256' }, { nowMs: Date.now(), claims })
}
