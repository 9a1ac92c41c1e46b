import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Server as TlsServer } from 'node:tls'
import { StartError } from './start-error.js'

export interface Address {
  readonly port: number
  readonly host: string
}

/**
 * Answers the URL when the server listens. Rejects with a `StartError` if the address is at fault. `prefix`: of the
 * settings that hold the address.
 */
export function listen(server: Server, { port, host }: Address, prefix: '' | 'METRICS_' = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, { port, host }, prefix)))
    server.listen(port, host, () => resolve(urlOf(server, host)))
  })
}

function urlOf(server: Server, host: string): string {
  const { port, address } = server.address() as AddressInfo
  const named = everywhere.has(address) ? addressOfMachine() : host
  const scheme = server instanceof TlsServer ? 'https' : 'http'
  return `${scheme}://${named.includes(':') ? `[${named}]` : named}:${port}/`
}

/** These mean "every address of this machine". A client cannot connect to them. */
const everywhere = new Set(['0.0.0.0', '::'])

/** The address by which other machines reach this one, or the loopback if there is no network. */
function addressOfMachine(): string {
  const known = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return known.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1'
}

function explained(error: NodeJS.ErrnoException, { port, host }: Address, prefix: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is taken by another program; choose another, for example ${prefix}PORT=${port + 1}`,
        { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${prefix}HOST=${host} is not an address of this machine; for example ${prefix}HOST=127.0.0.1`,
      )
    case 'EACCES':
      return new StartError(`Port ${port} is not allowed; choose one above 1023, for example ${prefix}PORT=4000`)
    default:
      return error
  }
}
