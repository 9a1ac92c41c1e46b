import { brotliDecompressSync } from 'node:zlib'
import type { OptionsEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { CurrencyFrame, KeyFrame } from '../../market/key-frame.js'
import type { RecordedEvent } from '../recorded-event.js'
import { ByteReader } from './bytes.js'
import { GreeksPacker } from './pack-greeks.js'
import { prediction } from './prediction.js'
import { readColumns, readInSteps } from './read-columns.js'
import { unframed, UnreadableSegment } from './segment-frame.js'
import { mostBlockBytes, parseHead, type Block } from './segment-head.js'
import type { Segment } from './segment.js'

/**
 * STATES: of options only their states, and when they were spoken of, without their values. Those are three quarters of the work of
 * reading.
 */
export type OptionsRead = 'ALL' | 'STATES'

/** A segment whose parts are read when they are asked for. */
export interface OpenSegment {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly hasKeyFrame: boolean
  keyFrame(): KeyFrame | null
  /** The same in short steps, which answer it at the end. */
  keyFrameInSteps(options?: OptionsRead): Generator<void, KeyFrame | null>
  /** What we heard from a time on and before another. Each event is read when it is asked for. */
  events(fromMs: UnixMs, toMs: UnixMs, options?: OptionsRead): Generator<RecordedEvent>
}

/** Throws `UnreadableSegment` for bytes that are damaged, cut off, of a later version or none of ours. */
export function openSegment(bytes: Uint8Array): OpenSegment {
  return named(() => {
    const contents = new ByteReader(unframed(bytes))
    const packedHead = contents.whole32()
    const headBytes = contents.whole32()
    const head = parseHead(unpacked(contents.take(packedHead), headBytes).toString())
    const { fromMs, toMs, texts } = head
    const written = (block: Block, packed: Uint8Array) => {
      return { head: block.columns, columns: unpacked(packed, block.bytes), texts }
    }
    const read = (block: Block, packed: Uint8Array, options: OptionsRead) =>
      readColumns(written(block, packed), prediction, options === 'ALL' ? null : optionValues)
    const keyFrame = head.keyFrame && { block: head.keyFrame, packed: contents.take(head.keyFrame.packedBytes) }
    const parts = head.parts.map((block) => ({ block, packed: contents.take(block.packedBytes) }))
    if (contents.left > 0) throw new UnreadableSegment('The segment is damaged: there is more than its head says')
    function* keyFrameInSteps(options: OptionsRead = 'ALL'): Generator<void, KeyFrame | null> {
      if (keyFrame === null) return null
      const without = options === 'ALL' ? null : optionsOfFrame
      const steps = named(() => readInSteps(written(keyFrame.block, keyFrame.packed), prediction, without))
      for (let step = named(() => steps.next()); ; step = named(() => steps.next())) {
        if (step.done) return options === 'ALL' ? (step.value as KeyFrame) : withNoOptions(step.value as KeyFrame)
        yield
      }
    }
    return {
      fromMs,
      toMs,
      hasKeyFrame: keyFrame !== null,
      keyFrame: () => resultOf(keyFrameInSteps()),
      keyFrameInSteps,
      *events(fromMs, toMs, options = 'ALL') {
        for (const { block, packed } of parts) {
          if (block.toMs < fromMs || block.fromMs >= toMs) continue
          for (const recorded of eventsOf(() => read(block, packed, options), options)) {
            if (recorded.heardMs >= fromMs && recorded.heardMs < toMs) yield recorded
          }
        }
      },
    }
  })
}

/** All of a segment. Throws as `openSegment` does. */
export function decodeSegment(bytes: Uint8Array): Segment {
  const { fromMs, toMs, keyFrame, events } = openSegment(bytes)
  return { fromMs, toMs, keyFrame: keyFrame(), events: [...events(-Infinity, Infinity)] }
}

/** The events of a part, each when it is asked for. */
function* eventsOf(read: () => Iterator<unknown, void>, options: OptionsRead): Generator<RecordedEvent> {
  const values = named(read)
  const greeks = new GreeksPacker()
  const next = () => {
    const { done, value } = values.next()
    if (done) return null
    const recorded = value as RecordedEvent
    if (options === 'STATES') return statesOf(recorded)
    greeks.unpack(recorded.event)
    return recorded
  }
  for (let recorded = named(next); recorded !== null; recorded = named(next)) yield recorded
}

const optionValues = ['event', 'updates', 'values']
const optionsOfFrame = ['currencies', 'expiries', 'options']

function withNoOptions({ feed, currencies }: KeyFrame): KeyFrame {
  const emptied = (expiries: CurrencyFrame['expiries']) => expiries.map((expiry) => ({ ...expiry, options: [] }))
  return { feed, currencies: currencies.map((one) => ({ ...one, expiries: emptied(one.expiries) })) }
}

function statesOf({ heardMs, event }: RecordedEvent): RecordedEvent {
  const isOfOptions = event.type === 'options' && event.updates.length > 0
  return { heardMs, event: isOfOptions ? { ...event, updates: toldStates(event) } : event }
}

/** The last one stands for all others: nothing is listed under an empty name. */
function toldStates({ updates }: OptionsEvent): OptionsEvent['updates'] {
  const told = updates.filter(({ state }) => state !== undefined).map((update) => ({ ...update, values: {} }))
  const eventTimeMs = updates.reduce((newest, update) => Math.max(newest, update.eventTimeMs), -Infinity)
  return [...told, { symbol: '', eventTimeMs, values: {} }]
}

/** What steps answer at their end. */
function resultOf<T>(steps: Iterator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function unpacked(bytes: Uint8Array, length: number): Buffer {
  if (length > mostBlockBytes) throw new UnreadableSegment('The segment is damaged: a block is too large')
  const unpacked = brotliDecompressSync(bytes, { maxOutputLength: length })
  if (unpacked.length !== length) throw new UnreadableSegment('The segment is damaged: a block has another size')
  return unpacked
}

/** Whatever goes wrong in reading has one name. */
function named<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof UnreadableSegment) throw cause
    throw new UnreadableSegment(`The segment is damaged: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}
