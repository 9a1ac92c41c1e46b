import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasOpenssl, textOf, writeCertificate } from '../../tests/support/certificates.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { StartError } from './start-error.js'
import { readTlsFiles, whyNotRead } from './tls-files.js'

describe('files for TLS that cannot be used are told by their setting, with what to do:', () => {
  it('there is none, or a folder', () => {
    using folder = temporaryDir()
    const none = join(folder.path, 'none.pem')
    const refused = (cert: string) => expect(() => readTlsFiles({ cert, key: none }))
    refused(none).toThrow(
      new StartError(`TLS_CERT=${none} cannot be read: there is no such file; set it to the path of one`),
    )
    refused(join(none, 'in.pem')).toThrow(/in\.pem cannot be read: there is no such file/)
    refused(folder.path).toThrow(
      new StartError(`TLS_CERT=${folder.path} cannot be read: it is a folder; set it to the path of the file in it`),
    )
  })

  it('this user may not read it', () => {
    for (const code of ['EACCES', 'EPERM'])
      expect(whyNotRead({ code })).toBe('this user may not; give the user of the server the right to read the file')
    expect(whyNotRead(new Error('EIO: of the disk'))).toBe('EIO: of the disk')
  })

  it.skipIf(!hasOpenssl)('it holds something else, or the key is that of another certificate', () => {
    using folder = temporaryDir()
    using other = temporaryDir()
    const [{ cert, key }, others] = [writeCertificate(folder.path), writeCertificate(other.path)]
    expect(readTlsFiles({ cert, key })).toEqual({ cert: textOf(cert), key: textOf(key) })
    const text = join(folder.path, 'text.pem')
    writeFileSync(text, 'half a certif')
    expect(() => readTlsFiles({ cert: text, key })).toThrow(
      /^TLS_CERT=.*text\.pem holds no certificate in PEM, which begins/,
    )
    expect(() => readTlsFiles({ cert: key, key })).toThrow(/^TLS_CERT=.*key\.pem holds no certificate in PEM/)
    expect(() => readTlsFiles({ cert, key: text })).toThrow(
      /^TLS_KEY=.*text\.pem holds no private key without a password in PEM/,
    )
    expect(() => readTlsFiles({ cert, key: others.key })).toThrow(
      new StartError(
        `TLS_KEY=${others.key} is not the key of the certificate in TLS_CERT=${cert}: name the two files that were made together`,
      ),
    )
  })
})
