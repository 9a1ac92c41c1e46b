import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small disk of its own. */
export interface SmallDisk extends Disposable {
  readonly folder: string
  /** Leaves so many bytes free. */
  fill(leaveBytes: number): void
  empty(): void
}

/** Null where none can be mounted: only the owner of the machine may. */
export function smallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'gammacast-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true, force: true })
    console.warn('\n*** No small disk can be mounted here: the test of a full disk is SKIPPED. ***\n')
    return null
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fill(leaveBytes) {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
    },
    empty: () => rmSync(filler, { force: true }),
    [Symbol.dispose]() {
      // Lazily: SQLite keeps a closed file open until its statements are collected as garbage.
      execFileSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
