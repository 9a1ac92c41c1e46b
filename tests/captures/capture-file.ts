import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env['DERIBIT_CAPTURES']

/** Path of a captured file in the folder that `DERIBIT_CAPTURES` names; null, said aloud, when it is not there. */
export function captureFile(name: string): string | null {
  const path = folder === undefined ? null : join(folder, name)
  if (path !== null && existsSync(path)) return path
  console.warn(`Skipped: no ${name}. Set DERIBIT_CAPTURES to a folder with captured Deribit data to check against it.`)
  return null
}

/** Rows of a CSV file without quoting, by column name. */
export function readCsv(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}
