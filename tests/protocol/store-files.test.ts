import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runServer } from '../support/run-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

// Windows has no such bits.
describe.skipIf(process.platform === 'win32')('the files of a store', () => {
  it('are for the user of the server alone, also those that are there already', async () => {
    using data = temporaryDir()
    const DATA_DIR = join(data.path, 'data')
    mkdirSync(DATA_DIR)
    chmodSync(DATA_DIR, 0o755)
    for (const name of ['gammacast.db', 'gammacast.db-wal', 'history.db']) {
      writeFileSync(join(DATA_DIR, name), '')
      chmodSync(join(DATA_DIR, name), 0o644)
    }
    const server = runServer({ DATA_DIR, AGENTS: 'none' })
    try {
      await server.says(/GraphiQL and API/)
      // It is opened after the server began.
      await expect.poll(() => readdirSync(DATA_DIR)).toContain('history.db-wal')
      const files = readdirSync(DATA_DIR)
      expect(files).toEqual(expect.arrayContaining(['gammacast.db', 'gammacast.db-wal', 'gammacast.lock.db']))
      expect(files.map((name) => `${name} ${modeOf(join(DATA_DIR, name))}`)).toEqual(files.map((name) => `${name} 600`))
      expect(server.output()).toMatch(/Other users of this machine can read .*data: /)
    } finally {
      await server.kill()
    }
  })

  it('are in a folder for the user of the server alone, when the server makes it', async () => {
    using data = temporaryDir()
    const DATA_DIR = join(data.path, 'data')
    const server = runServer({ DATA_DIR, AGENTS: 'none' })
    try {
      await server.says(/GraphiQL and API/)
      expect(modeOf(DATA_DIR)).toBe('700')
      expect(server.output()).not.toContain('Other users')
    } finally {
      await server.kill()
    }
  })
})
