import { createPrivateKey, X509Certificate } from 'node:crypto'
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

/** Throws a `StartError` that says which setting is wrong, and what to do, if the files cannot be read or do not belong together. */
export function readTlsFiles(files: TlsFiles): TlsTexts {
  try {
    return usable(files)
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`TLS_CERT and TLS_KEY cannot be used: ${reason(error)}`)
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

function usable(files: TlsFiles): TlsTexts {
  const texts = { cert: textOf('TLS_CERT', files.cert), key: textOf('TLS_KEY', files.key) }
  const certificate = parsed(files.cert, 'TLS_CERT', 'certificate', () => new X509Certificate(texts.cert))
  const key = parsed(files.key, 'TLS_KEY', 'private key without a password', () => createPrivateKey(texts.key))
  if (!certificate.checkPrivateKey(key)) {
    const words = `TLS_KEY=${files.key} is not the key of the certificate in TLS_CERT=${files.cert}`
    throw new StartError(`${words}: name the two files that were made together`)
  }
  createSecureContext(texts)
  return texts
}

type Setting = 'TLS_CERT' | 'TLS_KEY'

function textOf(setting: Setting, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartError(`${setting}=${file} cannot be read: ${whyNotRead(error)}`)
  }
}

/** What keeps a file from being read, and what to do. */
export function whyNotRead(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file; set it to the path of one'
    case 'EISDIR':
      return 'it is a folder; set it to the path of the file in it'
    case 'EACCES':
    case 'EPERM':
      return 'this user may not; give the user of the server the right to read the file'
    default:
      return reason(error)
  }
}

function parsed<T>(file: string, setting: Setting, what: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new StartError(
      `${setting}=${file} holds no ${what} in PEM, which begins with -----BEGIN; name a file that does`,
    )
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
