import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryDir extends Disposable {
  readonly path: string
}

/** A new folder that is removed, with all that is in it, when disposed, also while a process still writes there. */
export function temporaryDir(): TemporaryDir {
  const path = mkdtempSync(join(tmpdir(), 'gammacast-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) }
}
