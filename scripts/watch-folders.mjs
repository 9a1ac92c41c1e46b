import { existsSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Editors write a file in several steps, and often several files at once. */
const settleMs = 100

/** Tells which files in these folders, or in any below them, have changed. */
export function watchFolders(folders, onChange) {
  const watchers = new Map()
  const changed = new Set()
  let timer
  folders.forEach(follow)

  function follow(folder) {
    if (!watchers.has(folder)) {
      const watcher = watch(folder, (_event, name) => notice(folder, name))
      watcher.on('error', () => unfollow(folder))
      watchers.set(folder, watcher)
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) follow(join(folder, entry.name))
    }
  }

  function unfollow(folder) {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function notice(folder, name) {
    if (name !== null) changed.add(join(folder, name))
    clearTimeout(timer)
    timer = setTimeout(settle, settleMs)
  }

  /** Folders may have come and gone. */
  function settle() {
    for (const folder of [...watchers.keys()].filter((path) => !existsSync(path))) unfollow(folder)
    for (const folder of folders.filter((path) => existsSync(path))) follow(folder)
    const files = [...changed]
    changed.clear()
    onChange(files)
  }
}
