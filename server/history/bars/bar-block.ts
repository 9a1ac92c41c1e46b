import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Bar } from '../../domain/candle.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import { withCheckSum, withoutCheckSum } from '../../lib/check-sum.js'

const barsInBlock = 60

/** Which bars a block has: `barsInBlock` of them, each of `stepMs`. The start is a multiple of all of them together. */
export interface BlockPlace {
  readonly stepMs: number
  readonly startMs: UnixMs
}

/** The place of the block that has the bar of a time. */
export function placeOf(stepMs: number, timeMs: UnixMs): BlockPlace {
  const spanMs = spanOf(stepMs)
  return { stepMs, startMs: startOf(timeMs, spanMs) }
}

/** How long a block is. */
export function spanOf(stepMs: number): number {
  return barsInBlock * stepMs
}

const numbersInBar = 4
const numbersInBlock = barsInBlock * numbersInBar

/** An hour of bars by minutes as bytes: the numbers, compressed, behind their check sum. */
export const hourOfBars = {
  bytes: (block: BarBlock): Uint8Array => withCheckSum(deflateRawSync(block.numbers())),
  /** Throws when the bytes are not those of a block. */
  ofBytes(startMs: UnixMs, bytes: Uint8Array): BarBlock {
    const numbers = inflateRawSync(withoutCheckSum(bytes))
    if (numbers.length !== numbersInBlock * 8) throw new Error(`A block of bars has ${numbers.length} bytes`)
    const block = new BarBlock({ stepMs: msPerMinute, startMs })
    block.prepend(new Float64Array(Uint8Array.from(numbers).buffer))
    return block
  },
}

/** The bars of an hour by minutes, or of a minute by seconds. Those without a tick are missing. */
export class BarBlock implements BlockPlace {
  readonly stepMs: number
  readonly startMs: UnixMs
  /** Open, high, low and close of each bar. */
  readonly #numbers = new Float64Array(numbersInBlock).fill(Number.NaN)

  constructor({ stepMs, startMs }: BlockPlace) {
    this.stepMs = stepMs
    this.startMs = startMs
  }

  /** Takes in a tick of a time in the block. Times must not go back within a bar. */
  add(timeMs: UnixMs, value: number): void {
    const numbers = this.#numbers
    const at = Math.floor((timeMs - this.startMs) / this.stepMs) * numbersInBar
    if (Number.isNaN(numbers[at])) numbers.fill(value, at, at + numbersInBar)
    numbers[at + 1] = Math.max(numbers[at + 1] ?? value, value)
    numbers[at + 2] = Math.min(numbers[at + 2] ?? value, value)
    numbers[at + 3] = value
  }

  /** Open, high, low and close of each of the first bars; NaN where there is none. */
  numbers(bars = barsInBlock): Float64Array {
    return this.#numbers.subarray(0, bars * numbersInBar)
  }

  /** Where the last bar begins that has a tick. */
  lastMs(): UnixMs {
    const index = this.#numbers.findLastIndex((value) => !Number.isNaN(value))
    return this.startMs + Math.max(0, Math.floor(index / numbersInBar)) * this.stepMs
  }

  /** Where the last bar begins that has a tick, of those that begin at a time or before. Null: there is none. */
  lastUntil(ms: UnixMs): UnixMs | null {
    const most = Math.min(barsInBlock - 1, Math.floor((ms - this.startMs) / this.stepMs))
    for (let bar = most; bar >= 0; bar -= 1)
      if (!Number.isNaN(this.#numbers[bar * numbersInBar])) return this.startMs + bar * this.stepMs
    return null
  }

  /** Takes in what is known of the same bars from before. */
  prepend(earlier: Float64Array): void {
    const numbers = this.#numbers
    for (let at = 0; at < numbersInBlock; at += numbersInBar) {
      const [open, high, low, close] = earlier.subarray(at, at + numbersInBar)
      if (open === undefined || Number.isNaN(open)) continue
      if (Number.isNaN(numbers[at])) numbers.set([open, high ?? open, low ?? open, close ?? open], at)
      else {
        numbers[at] = open
        numbers[at + 1] = Math.max(numbers[at + 1] ?? open, high ?? open)
        numbers[at + 2] = Math.min(numbers[at + 2] ?? open, low ?? open)
      }
    }
  }

  /** The bar that begins at a time. Null when it has no tick, or is of another block. */
  bar(fromMs: UnixMs): Bar | null {
    const at = ((fromMs - this.startMs) / this.stepMs) * numbersInBar
    const [open, high, low, close] = this.#numbers.subarray(at, at + numbersInBar)
    if (open === undefined || high === undefined || low === undefined || close === undefined) return null
    if (Number.isNaN(open)) return null
    return { fromMs, open, high, low, close, minutes: this.stepMs < msPerMinute ? null : 1 }
  }
}
