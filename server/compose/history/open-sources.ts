import { ListedSoFar } from '../../feeds/tardis/listed-so-far.js'
import { isTardisHeader } from '../../feeds/tardis/tardis-columns.js'
import type { ImportSource } from '../../history/imports/import-source.js'
import { isLinesHeader, openMarketLines } from '../../history/lines/read-lines.js'
import { FileFault } from '../../lib/file-fault.js'
import { openLineFile, readLines, type LineFile } from '../../lib/line-file.js'
import { wrong } from './history-command.js'
import { openRawRecording } from './raw-recording.js'
import { openTardisFile } from './tardis-file.js'

/** Opens files of any kind that can be imported. Rejects with a `StartError` or a `FileFault` that names the file. */
export async function openSources(
  files: readonly string[],
  onRead: (bytes: number) => void,
): Promise<readonly ImportSource[]> {
  const sources: ImportSource[] = []
  const listed = new ListedSoFar()
  let readBytes = 0
  for (const file of files) {
    const source = await openSource(file, listed, (bytes) => onRead(readBytes + bytes))
    readBytes += source.bytes
    sources.push(source)
  }
  const [first] = sources
  const other = sources.find(({ source }) => source !== first?.source)
  if (first && other) {
    throw wrong(
      `${first.file} is of ${first.source} and ${other.file} of ${other.source}: import them under different names`,
    )
  }
  return sources
}

async function openSource(file: string, listed: ListedSoFar, onRead: (bytes: number) => void): Promise<ImportSource> {
  try {
    const lines = await openLineFile(file)
    const first = await firstLine(lines)
    if (isLinesHeader(first)) return await openMarketLines(lines)
    if (isTardisHeader(first)) return await openTardisFile(lines, listed, onRead)
    return await openRawRecording(file, onRead)
  } catch (error) {
    if (error instanceof FileFault) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw wrong(why.includes(file) ? why : `${file} cannot be read: ${why}`)
  }
}

async function firstLine(file: LineFile): Promise<string> {
  for await (const { text } of readLines(file, { mayBeCutOff: true })) return text
  return ''
}
