import { spawnSync } from 'node:child_process'
import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.warn('\n*** No openssl on this machine: TLS is NOT TESTED. ***\n')

export interface Certificate {
  /** Files. */
  readonly cert: string
  readonly key: string
}

/**
 * Writes `cert.pem` and `key.pem` of a certificate for 127.0.0.1 that signs itself, in one step each, as tools that
 * renew certificates do.
 */
export function writeCertificate(folder: string): Certificate {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const made = { cert: `${files.cert}.new`, key: `${files.key}.new` }
  const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-days', '2']
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const { status, stderr } = spawnSync('openssl', ['req', ...kind, ...about, '-keyout', made.key, '-out', made.cert])
  if (status !== 0) throw new Error(`openssl: ${String(stderr)}`)
  renameSync(made.key, files.key)
  renameSync(made.cert, files.cert)
  return files
}

export const textOf = (file: string) => readFileSync(file, 'utf8')
