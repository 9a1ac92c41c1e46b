import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Makes a folder and the folders above it if they are missing, for this user alone. It makes them one by one: Node's `recursive` never ends
 * if the system refuses (`/proc`).
 */
export function makeFolder(folder: string): void {
  const path = resolve(folder)
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it just now.
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error
  }
}

/** Why this process cannot keep files in a folder, or those that are there already; null when it can. */
export function whyNotWritable(folder: string): string | null {
  const path = resolve(folder)
  try {
    makeFolder(path)
    if (!statSync(path).isDirectory()) return `${path} is a file, where a folder is wanted`
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    return inWords(path, error)
  }
  for (const name of readdirSync(path)) {
    try {
      accessSync(join(path, name), constants.R_OK | constants.W_OK)
    } catch (error) {
      return inWords(join(path, name), error)
    }
  }
  return null
}

function inWords(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return `${path} is not writable for this user`
    case 'EROFS':
      return `${path} is not writable: its file system is read-only`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is a file or lies below one, where a folder is wanted`
    case 'ENOENT':
      return `${path} cannot be made: no folder can be made there`
    default:
      return error instanceof Error ? error.message : String(error)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
