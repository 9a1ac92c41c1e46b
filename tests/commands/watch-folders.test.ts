import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { runCommand, type Run } from '../support/run-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const script = `
import { watchFolders } from '${join(process.cwd(), 'scripts', 'watch-folders.mjs')}'
watchFolders(['src'], (files) => console.log('changed: ' + files.sort().join(' ') + '.'))
console.log('watching')
`

it('files are seen that are written, replaced, removed, and in folders that come later, whole or step by step', async () => {
  using place = temporaryDir()
  const path = (name: string) => join(place.path, name)
  mkdirSync(path('src/old/deep'), { recursive: true })
  writeFileSync(path('src/old/deep/a.ts'), '')
  writeFileSync(path('watch.mjs'), script)
  const watching = runCommand(process.execPath, ['watch.mjs'], {}, place.path)
  const sees = (...names: string[]) => Promise.all(names.map((name) => lineWith(watching, name)))
  try {
    await watching.says(/watching/)
    writeFileSync(path('src/old/deep/a.ts'), '1')
    await sees('src/old/deep/a.ts')
    writeFileSync(path('b.tmp'), '')
    renameSync(path('b.tmp'), path('src/old/b.ts'))
    await sees('src/old/b.ts')
    mkdirSync(path('src/new/deep'), { recursive: true })
    writeFileSync(path('src/new/deep/c.ts'), '')
    await sees('src/new/deep/c.ts')
    writeFileSync(path('src/new/deep/d.ts'), '')
    await sees('src/new/deep/d.ts')
    rmSync(path('src/new'), { recursive: true })
    mkdirSync(path('src/new'))
    writeFileSync(path('src/new/e.ts'), '')
    await sees('src/new/e.ts')
  } finally {
    await watching.kill()
  }
})

function lineWith(run: Run, file: string): Promise<unknown> {
  return run.says(new RegExp(`^changed: .*${file.replaceAll('.', '\\.')}[ .]`, 'm'))
}
