import { isLoopback } from '../lib/loopback.js'

interface Reach {
  readonly host: string
  readonly trustedProxies: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly allowedOrigins: readonly string[]
}

/** The settings, with their values, that say that other machines reach the server, itself or through a proxy. */
export function settingsOfReach({ host, trustedProxies, allowedHosts, allowedOrigins }: Reach): readonly string[] {
  const beyond = {
    HOST: isLoopback(host) ? [] : [host],
    // A proxy serves others: who is on this machine needs none.
    TRUSTED_PROXIES: trustedProxies,
    ALLOWED_HOSTS: allowedHosts.filter((name) => !isLoopback(name)),
    ALLOWED_ORIGINS: allowedOrigins.filter((origin) => !isLoopback(new URL(origin).hostname)),
  }
  return Object.entries(beyond).flatMap(([name, values]) => (values.length > 0 ? [`${name}=${values.join(',')}`] : []))
}

/** Whether anybody but this machine is to reach the server, itself or through a proxy. */
export function isPublic({ host, edge }: { readonly host: string; readonly edge: Omit<Reach, 'host'> }): boolean {
  return settingsOfReach({ host, ...edge }).length > 0
}
