import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Where the server of the same settings listens, as it reads them: `.env` in the working folder, below the environment. */
export function serverUrl(): string {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  const { GAMMACAST_SERVER, HOST, PORT } = { ...file, ...process.env }
  return GAMMACAST_SERVER || `http://${reachable(HOST || '127.0.0.1')}:${PORT || '4000'}`
}

/** An address to listen on everywhere is none to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
