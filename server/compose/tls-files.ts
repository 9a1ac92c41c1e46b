import { readFileSync } from 'node:fs'
import type { Server } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { Logger } from '../lib/logger.js'
import type { TlsTexts } from '../transport/web-server.js'
import { StartError } from './start-error.js'

export interface TlsFiles {
  /** Files. */
  readonly cert: string
  readonly key: string
}

const lookIntervalMs = 1_000

/** Throws a `StartError` if the files cannot be read or do not belong together. */
export function readTlsFiles(files: TlsFiles): TlsTexts {
  try {
    return usable(files)
  } catch (error) {
    throw new StartError(`TLS_CERT and TLS_KEY cannot be used: ${reason(error)}`)
  }
}

/**
 * Looks again and again whether certificate or key has another text, and gives both to the servers when they belong
 * together. Open connections keep theirs. It reads the texts, because a certificate is often replaced by moving a link.
 */
export function followTlsFiles(
  files: TlsFiles,
  first: TlsTexts,
  servers: readonly Pick<Server, 'setSecureContext'>[],
  log: Pick<Logger, 'info' | 'warn'>,
): Disposable {
  let known = JSON.stringify(first)
  let complaint = ''
  const look = () => {
    try {
      const texts = usable(files)
      complaint = ''
      const now = JSON.stringify(texts)
      if (now === known) return
      for (const server of servers) server.setSecureContext(texts)
      known = now
      log.info({}, 'TLS_CERT and TLS_KEY have changed: new connections use them')
    } catch (error) {
      // While they are replaced, one may be there without the other.
      if (reason(error) === complaint) return
      complaint = reason(error)
      log.warn({}, `TLS_CERT and TLS_KEY have changed and cannot be used, so the old ones stay: ${complaint}`)
    }
  }
  const timer = setInterval(look, lookIntervalMs).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

function usable({ cert, key }: TlsFiles): TlsTexts {
  const texts = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  createSecureContext(texts)
  return texts
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
