import type { z } from 'zod'
import type { UnixMs } from '../../domain/units.js'
import { FileFault } from '../../lib/file-fault.js'
import { readLines, type LineFile } from '../../lib/line-file.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { ImportSource } from '../imports/import-source.js'
import type { MarketStep } from '../market-step.js'
import { decodeSegment } from '../segment/read-segment.js'
import { UnreadableSegment } from '../segment/segment-frame.js'
import { headerSchema, schemaOf, type LinesHeader, type MarketLine } from './line-schema.js'

/** Whether a file with this first line holds market events. */
export function isLinesHeader(line: string): boolean {
  return line.startsWith('{') && line.slice(0, 60).includes('"gammacast"')
}

/** A file of market events, as an export writes it. Rejects with a `FileFault` where its first line is wrong. */
export async function openMarketLines(file: LineFile): Promise<ImportSource> {
  const header = await headerOf(file)
  return {
    file: file.path,
    bytes: file.bytes,
    source: header.source,
    currencies: header.currencies,
    steps: (onRead) => steps(file, header, onRead),
    leftOut: () => [],
  }
}

async function headerOf(file: LineFile): Promise<LinesHeader> {
  for await (const { text, number } of readLines(file)) return headerIn(text, place(file, number))
  throw new FileFault({ file: file.path }, 'it is empty')
}

const place = (file: LineFile, line: number) => ({ file: file.path, line })

function headerIn(text: string, at: Place): LinesHeader {
  return checkedLine(headerSchema, parsedLine(text, at), at)
}

interface Place {
  readonly file: string
  readonly line: number
}

async function* steps(
  file: LineFile,
  { currencies }: LinesHeader,
  onRead: (bytes: number) => void,
): AsyncGenerator<MarketStep> {
  const order = new Order(currencies)
  let last: Place = place(file, 1)
  let isHeader = true
  for await (const { text, number, isWhole } of readLines(file, { onRead })) {
    last = place(file, number)
    if (!isWhole && !isJson(text)) throw new FileFault(last, 'the file is cut off in this line. Bring all of it')
    if (!isHeader) yield order.step(lineIn(text, last), last)
    isHeader = false
  }
  order.finish(last)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function lineIn(text: string, at: Place): MarketLine {
  const json = parsedLine(text, at)
  return checkedLine(schemaOf(json), json, at)
}

function parsedLine(text: string, at: Place): object {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    const column = position === undefined ? text.length + 1 : Number(position) + 1
    throw new FileFault({ ...at, column }, 'this is no JSON. Mend or remove the line, then import again')
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  throw new FileFault(at, 'this is no JSON object. Mend or remove the line, then import again')
}

function checkedLine<T>(schema: z.ZodType<T>, json: object, at: Place): T {
  const { error } = schema.safeParse(json)
  // As it stands there: the fields of what was parsed are in another order.
  if (error === undefined) return json as T
  const [issue] = error.issues
  const field = issue?.path.join('.') ?? ''
  const words = `${issue?.message ?? 'it is invalid'}. docs/history.md says what a line must be`
  throw new FileFault({ ...at, ...(field !== '' && { column: field }) }, words)
}

/** Sees that lines are in the order of time, and that what was begun is ended. */
class Order {
  readonly #currencies: readonly string[]
  #lastMs: UnixMs = -Infinity
  /** How many events there were since the last `begin`. Null: it was ended, or nothing was begun. */
  #begun: number | null = null

  constructor(currencies: readonly string[]) {
    this.#currencies = currencies
  }

  step(line: MarketLine, at: Place): MarketStep {
    if ('event' in line) return this.#event(line, at)
    return 'begin' in line ? this.#begin(line.begin, at) : this.#end(line.end, at)
  }

  finish(at: Place): void {
    if (this.#begun !== null) {
      throw new FileFault(
        at,
        'the file is cut off after this line: it has no "end". Export it again, or bring all of it',
      )
    }
  }

  #event({ heardMs, event }: Extract<MarketLine, { event: unknown }>, at: Place): MarketStep {
    this.#goOn(heardMs, { ...at, column: 'heardMs' })
    if ('currency' in event && !this.#currencies.includes(event.currency)) {
      const words = `${JSON.stringify(event.currency)} is not in the "currencies" of line 1: ${this.#currencies.join(', ')}. Add it there`
      throw new FileFault({ ...at, column: 'event.currency' }, words)
    }
    if (this.#begun !== null) this.#begun += 1
    return { kind: 'event', timeMs: heardMs, event }
  }

  #begin({ timeMs, dropped, keyFrame }: Extract<MarketLine, { begin: unknown }>['begin'], at: Place): MarketStep {
    if (this.#begun !== null) throw new FileFault({ ...at, column: 'begin' }, 'what was begun before has no "end"')
    this.#goOn(timeMs, { ...at, column: 'begin.timeMs' })
    this.#begun = 0
    return { kind: 'begin', timeMs, dropped, keyFrame: keyFrame === null ? null : keyFrameIn(keyFrame, at) }
  }

  #end({ timeMs, events }: Extract<MarketLine, { end: unknown }>['end'], at: Place): MarketStep {
    this.#goOn(timeMs, { ...at, column: 'end.timeMs' })
    if (this.#begun !== events) {
      const words = `there should be ${events} events since "begin", and there are ${this.#begun ?? 'none, nor a "begin"'}. Lines are missing: export it again`
      throw new FileFault({ ...at, column: 'end.events' }, words)
    }
    this.#begun = null
    return { kind: 'end', timeMs }
  }

  #goOn(timeMs: UnixMs, at: Place & { readonly column: string }): void {
    if (timeMs < this.#lastMs) {
      const [to, from] = [timeMs, this.#lastMs].map((ms) => new Date(ms).toISOString())
      throw new FileFault(at, `time goes back to ${to}, from ${from}. Sort the lines by it`)
    }
    this.#lastMs = timeMs
  }
}

function keyFrameIn(base64: string, at: Place): KeyFrame {
  try {
    const { keyFrame } = decodeSegment(Buffer.from(base64, 'base64'))
    if (keyFrame) return keyFrame
    throw new UnreadableSegment('There is none in it')
  } catch (error) {
    if (!(error instanceof UnreadableSegment)) throw error
    throw new FileFault({ ...at, column: 'begin.keyFrame' }, `${error.message}. Export it again`)
  }
}
