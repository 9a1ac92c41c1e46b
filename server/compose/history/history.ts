import type { Config } from '../../config/config.js'
import { recordingId } from '../../history/recording-id.js'
import type { Clock } from '../../lib/clock.js'
import { FileFault } from '../../lib/file-fault.js'
import { Opened } from '../../lib/opened.js'
import type { History, OpenHistoryReader } from '../../storage/open-store.js'
import { existingHistory, heldStore } from '../open-configured-store.js'
import type { Terminal } from '../progress-bar.js'
import { StartError } from '../start-error.js'
import { asksForHelp } from '../usage.js'
import { findRecording } from './find-recording.js'
import { historyCommand, historyUsage, wrong, type HistoryCommand } from './history-command.js'
import { recordingLines } from './list-recordings.js'
import { runExport } from './run-export.js'
import { runImport } from './run-import.js'
import { runVerify } from './run-verify.js'
import { sayBytes } from './say.js'

export interface HistoryParts {
  readonly config: () => Config
  readonly clock: Clock
  /** A relative path of the arguments begins there. */
  readonly userFolder: string
  readonly terminal: Terminal
  readonly say: (text: string) => void
}

/** Does what the arguments say. Rejects with a `StartError` that says what is wrong, and with the reason of the signal. */
export async function history(args: readonly string[], parts: HistoryParts, signal: AbortSignal): Promise<void> {
  if (asksForHelp(args)) return parts.say(historyUsage)
  const command = historyCommand(args, parts.userFolder)
  try {
    await run(command, parts, signal)
  } catch (error) {
    if (signal.aborted) throw new StartError(stopped[command.kind])
    throw error instanceof FileFault ? new StartError(error.message) : error
  }
}

const stopped: Readonly<Record<HistoryCommand['kind'], string>> = {
  list: 'Stopped',
  import: 'Stopped: nothing was imported',
  export: 'Stopped: it goes on from here when you run the command again',
  verify: 'Stopped: not all was verified',
  remove: 'Stopped: run the command again to remove the rest',
}

async function run(command: HistoryCommand, parts: HistoryParts, signal: AbortSignal): Promise<void> {
  const config = parts.config()
  switch (command.kind) {
    case 'list': {
      await using reader = await existingHistory(config)
      const lines = reader ? await recordingLines(reader.markets) : []
      return lines.length === 0 ? parts.say('Nothing is recorded yet.') : lines.forEach(parts.say)
    }
    case 'import': {
      await using held = new HeldHistory(config, parts.clock)
      const open = async () => (await held.open()).imports
      return parts.say(await runImport({ command, bounds: config.history, open, terminal: parts.terminal }, signal))
    }
    case 'export': {
      await using reader = await existingHistory(config)
      const { markets } = readerOf(reader)
      return parts.say(await runExport({ command, markets, terminal: parts.terminal }, signal))
    }
    case 'verify': {
      await using reader = await existingHistory(config)
      return await runVerify({ id: command.id, ...readerOf(reader), terminal: parts.terminal, say: parts.say }, signal)
    }
    case 'remove': {
      await using held = new HeldHistory(config, parts.clock)
      const { markets, imports } = await held.open()
      const known = findRecording(await markets.markets(), command.id)
      while (await imports.remove(known.market));
      return parts.say(`Removed ${recordingId(known)}: ${sayBytes(known.range.bytes)} are free for others.`)
    }
  }
}

function readerOf(history: OpenHistoryReader | null): Pick<OpenHistoryReader, 'markets' | 'bars'> {
  if (history) return { markets: history.markets, bars: history.bars }
  throw wrong('nothing is recorded yet')
}

/** The history of the store, held as a server holds it, from when it is opened. */
class HeldHistory implements AsyncDisposable {
  readonly #opened = new Opened()
  readonly #config: Config
  readonly #clock: Clock

  constructor(config: Config, clock: Clock) {
    this.#config = config
    this.#clock = clock
  }

  async open(): Promise<History> {
    const store = await heldStore(this.#config, this.#clock)
    this.#opened.add(() => store[Symbol.asyncDispose]())
    const history = await store.openHistory()
    this.#opened.add(() => history[Symbol.asyncDispose]())
    return history
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened[Symbol.asyncDispose]()
  }
}
