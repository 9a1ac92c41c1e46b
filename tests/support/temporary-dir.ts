import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryDir extends Disposable {
  readonly path: string
}

/** A new folder that is removed, with all that is in it, when disposed, also while a process still writes there. */
export function temporaryDir(): TemporaryDir {
  return folderIn(tmpdir())
}

/**
 * The same in memory, where the system has a folder for that: for stores of tests that test no disk. Each commit waits for a disk
 * some milliseconds.
 */
export function memoryDir(): TemporaryDir {
  return folderIn(hasRoom(memory) ? memory : tmpdir())
}

const memory = '/dev/shm'
/** Containers often have 64 MB of it. */
const roomBytes = 1e9

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > roomBytes
}

function folderIn(parent: string): TemporaryDir {
  const path = mkdtempSync(join(parent, 'gammacast-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) }
}
