import { X509Certificate } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasOpenssl, writeCertificate } from '../../tests/support/certificates.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { parseConfig } from '../config/config.js'
import { processFacts } from './process-facts.js'

const noon = Date.UTC(2026, 8, 24, 12)
const itself = { env: {}, execArgv: [], platform: process.platform, getuid: () => 1_000 }
const factsOf = (env: Record<string, string>, nowMs = noon) => processFacts(itself, parseConfig(env), nowMs)

it.runIf(hasOpenssl)('a certificate tells how long it is good', async () => {
  using folder = temporaryDir()
  const { cert, key } = writeCertificate(folder.path)
  const endMs = Date.parse(new X509Certificate(readFileSync(cert)).validTo)
  const { certificate } = await factsOf({ TLS_CERT: cert, TLS_KEY: key }, endMs - 3 * 86_400_000)
  expect(certificate).toEqual({ daysLeft: 3, rsaBits: null })
})

it('what cannot be read is not known', async () => {
  using folder = temporaryDir()
  const file = join(folder.path, 'no certificate')
  writeFileSync(file, 'hello')
  expect((await factsOf({ TLS_CERT: file, TLS_KEY: file })).certificate).toBeNull()
  const missing = `postgres://u:p@db.example/g?sslrootcert=${join(folder.path, 'missing.pem')}`
  expect((await factsOf({ DATABASE_URL: missing })).database).toBeNull()
  expect((await factsOf({ DATABASE_URL: 'postgres://u:p@db.example/g' })).database).toMatchObject({ tls: 'none' })
})

it.runIf(process.platform === 'linux')('files that others may read are named, and how many may be open', async () => {
  using folder = temporaryDir()
  chmodSync(folder.path, 0o755)
  writeFileSync(join(folder.path, 'history.db'), 'x'.repeat(1_000))
  const { readableByOthers, mostOpenFiles, historyRoomBytes } = await factsOf({ DATA_DIR: folder.path })
  expect(readableByOthers).toContain(folder.path)
  expect(mostOpenFiles).toBeGreaterThan(100)
  expect(historyRoomBytes).toBeGreaterThan(1_000)
  expect((await factsOf({ DATA_DIR: join(folder.path, 'none') })).historyRoomBytes).toBeNull()
  chmodSync(folder.path, 0o700)
  expect((await factsOf({ DATA_DIR: folder.path })).readableByOthers).not.toContain(folder.path)
})
