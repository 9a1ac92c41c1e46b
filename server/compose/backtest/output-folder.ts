import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { access, constants, lstat, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../lib/writable-folder.js'
import { wrong } from './backtest-command.js'

const allowed = '--out takes a folder that is new or empty, no link and no mount point, where this user can write'

/** Throws a `StartError` unless files can be put there. Changes nothing. */
export async function checkFolder(folder: string): Promise<void> {
  try {
    await checkReplaceable(folder)
    const names = await namesIn(folder)
    if (names !== null && names.length > 0) throw wrong(`--out ${folder} is not empty: ${allowed}`)
    await checkWritable(dirname(folder))
  } catch (error) {
    throw sayWhy(folder, error)
  }
}

/**
 * Puts files into the folder, all of them or none: they are written beside it, and that folder then takes its place. Where only
 * this fails, they stay beside it. Rejects with a `StartError`, or with the reason of the signal.
 */
export async function fillFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const aside = `${folder}.part-${randomBytes(4).toString('hex')}`
  signal.throwIfAborted()
  try {
    makeFolder(aside)
  } catch (error) {
    throw sayWhy(folder, error)
  }
  try {
    for (const [name, text] of files) await writeFile(join(aside, name), text, { signal })
    signal.throwIfAborted()
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    signal.throwIfAborted()
    throw sayWhy(folder, error)
  }
  await takePlace(aside, folder)
}

async function takePlace(aside: string, folder: string): Promise<void> {
  try {
    if ((await namesIn(folder)) !== null) await rmdir(folder)
    await rename(aside, folder)
  } catch (error) {
    throw wrong(`--out ${folder} ${faultIn(error) ?? String(error)}: the files are in ${aside}`)
  }
}

/** Another folder can take the place neither of a link nor of a file system. */
async function checkReplaceable(folder: string): Promise<void> {
  const found = await statusOf(folder)
  if (found?.isSymbolicLink()) throw wrong(`--out ${folder} is a symbolic link: ${allowed}`)
  const above = await statusOf(dirname(folder))
  const isMounted = found && above && !above.isSymbolicLink() && found.dev !== above.dev
  if (isMounted) throw wrong(`--out ${folder} is where a disk is mounted: ${allowed}`)
}

/** Null when nothing is there. */
async function statusOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** What is in the folder; null when there is none. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Asks the folder, or the nearest one above it that is there. */
async function checkWritable(folder: string): Promise<void> {
  if ((await namesIn(folder)) === null) return checkWritable(dirname(folder))
  await access(folder, constants.W_OK | constants.X_OK)
}

const faults: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  EROFS: 'is on a file system that cannot be written',
  ENOENT: 'cannot be made: no folder can be made there',
  ENOTDIR: 'is a file or lies below one',
  ENOSPC: 'is on a disk that is full',
  ENOTEMPTY: 'is not empty',
  EBUSY: 'is in use as it is, so no other can take its place',
  ENAMETOOLONG: 'has too long a name',
}

const faultIn = (error: unknown): string | undefined => faults[String(codeOf(error))]

function sayWhy(folder: string, error: unknown): unknown {
  const fault = faultIn(error)
  return fault === undefined ? error : wrong(`--out ${folder} ${fault}: ${allowed}`)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
