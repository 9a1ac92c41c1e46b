import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs'

const readableByOthers = 0o077

/** Makes a file for this user alone where there is none, and takes what others may do with it from one that is there. */
export function makePrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  keepPrivate(path)
}

/** Takes from a file what others may do with it, if it is there and this user may decide that. */
export function keepPrivate(path: string): void {
  if (!existsSync(path) || (statSync(path).mode & readableByOthers) === 0) return
  try {
    chmodSync(path, 0o600)
  } catch {
    // It belongs to another user.
  }
}
