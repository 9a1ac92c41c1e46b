import { readdirSync, watch } from 'node:fs'
import { join, sep } from 'node:path'

/** Editors write a file in several steps, and often several files at once. */
const settleMs = 100

/** Tells which files in these folders, or in any below them, have changed. */
export function watchFolders(folders, onChange) {
  const watchers = new Map()
  const changed = new Set()
  let timer
  folders.forEach(follow)
  changed.clear()

  /** All that is in a folder not known before has changed: it was written before anybody watched. */
  function follow(folder) {
    const isNew = !watchers.has(folder)
    if (isNew) {
      const watcher = watch(folder, (event, name) => notice(folder, name, event))
      watcher.on('error', () => unfollow(folder))
      watchers.set(folder, watcher)
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) followIfThere(path)
      else if (isNew) changed.add(path)
    }
  }

  /** A folder may go while we look at it. */
  function followIfThere(folder) {
    try {
      follow(folder)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
      unfollow(folder)
    }
  }

  /** Those below it are watched no longer either. */
  function unfollow(folder) {
    for (const path of [...watchers.keys()].filter((one) => one === folder || one.startsWith(folder + sep))) {
      watchers.get(path).close()
      watchers.delete(path)
    }
  }

  function notice(folder, name, event) {
    if (name !== null) changed.add(join(folder, name))
    // A folder came or went; another may have its name by the time that we look.
    if (name !== null && event === 'rename') unfollow(join(folder, name))
    clearTimeout(timer)
    timer = setTimeout(settle, settleMs)
  }

  function settle() {
    for (const folder of folders) followIfThere(folder)
    const files = [...changed]
    changed.clear()
    onChange(files)
  }
}
