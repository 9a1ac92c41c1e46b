import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { msPerHour, msPerMinute, type Fraction, type UnixMs } from '../../domain/units.js'
import { withCheckSum, withoutCheckSum } from '../../lib/check-sum.js'
import type { SmileVols } from '../../pricing/smile.js'

/** What was heard of the options of a currency at the end of a minute. */
export interface HeardSmiles {
  /** The nearest first. */
  readonly expiries: readonly HeardSmile[]
  readonly putCallOpenInterest: number | null
  readonly putCallVolume: number | null
}

export interface HeardSmile extends SmileVols {
  readonly expiryMs: UnixMs
}

const minutes = msPerHour / msPerMinute
const volsOfExpiry = 3
const ratios = 2
/** More expiries of an hour are not kept. */
const mostExpiries = 64

/** A volatility of an expiry that was listed and whose volatility was unknown. */
const unknownVol = 0

/** The samples of an hour, a minute each. Numbers have seven digits. What nobody spoke of is NaN. */
export class SmileBlock {
  readonly startMs: UnixMs
  /** By expiry: the three volatilities of each minute. */
  readonly #vols = new Map<UnixMs, Float32Array>()
  readonly #ratios = new Float32Array(minutes * ratios).fill(Number.NaN)

  constructor(startMs: UnixMs) {
    this.startMs = startMs
  }

  add(minuteMs: UnixMs, { expiries, putCallOpenInterest, putCallVolume }: HeardSmiles): void {
    const minute = this.#minuteOf(minuteMs)
    for (const { expiryMs, atmIv, call25Iv, put25Iv } of expiries) {
      this.#volsOf(expiryMs)?.set(
        [atmIv, call25Iv, put25Iv].map((vol) => vol ?? unknownVol),
        minute * volsOfExpiry,
      )
    }
    this.#ratios.set([putCallOpenInterest, putCallVolume].map(orNaN), minute * ratios)
  }

  /** Null when nothing was heard in the minute. */
  sample(minuteMs: UnixMs): HeardSmiles | null {
    const minute = this.#minuteOf(minuteMs)
    if (minute < 0 || minute >= minutes) return null
    const [openInterest, volume] = this.#ratios.subarray(minute * ratios, (minute + 1) * ratios)
    const expiries = [...this.#vols].flatMap(([expiryMs, vols]) => smileAt(expiryMs, vols, minute) ?? [])
    const [putCallOpenInterest, putCallVolume] = [orNull(openInterest), orNull(volume)]
    const isSilent = putCallOpenInterest === null && putCallVolume === null && expiries.every(isUnknown)
    if (isSilent) return null
    return { expiries: expiries.sort((a, b) => a.expiryMs - b.expiryMs), putCallOpenInterest, putCallVolume }
  }

  /** Where the last minute begins of which something was heard. */
  lastMs(): UnixMs {
    return this.lastIn(this.startMs, this.startMs + msPerHour) ?? this.startMs
  }

  /** The last minute that begins in a span and of which something was heard. */
  lastIn(fromMs: UnixMs, toMs: UnixMs): UnixMs | null {
    const firstMs = Math.max(fromMs, this.startMs)
    let minuteMs = Math.min(toMs, this.startMs + msPerHour) - msPerMinute
    while (minuteMs >= firstMs && !this.sample(minuteMs)) minuteMs -= msPerMinute
    return minuteMs >= firstMs ? minuteMs : null
  }

  /** Takes in what is known of minutes that it has nothing of. */
  prepend(earlier: SmileBlock): void {
    for (let minuteMs = this.startMs; minuteMs < this.startMs + msPerHour; minuteMs += msPerMinute) {
      const sample = this.sample(minuteMs) ? null : earlier.sample(minuteMs)
      if (sample) this.add(minuteMs, sample)
    }
  }

  bytes(): Uint8Array {
    const times = Float64Array.from([...this.#vols.keys()])
    const parts = [times, ...this.#vols.values(), this.#ratios]
    return withCheckSum(deflateRawSync(Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer)))))
  }

  /** Throws when the bytes are not those of a block. */
  static ofBytes(startMs: UnixMs, bytes: Uint8Array): SmileBlock {
    const perExpiry = 8 + minutes * volsOfExpiry * 4
    const ratioBytes = minutes * ratios * 4
    const { buffer, length } = Uint8Array.from(
      inflateRawSync(withoutCheckSum(bytes), { maxOutputLength: mostExpiries * perExpiry + ratioBytes }),
    )
    const count = (length - ratioBytes) / perExpiry
    if (!Number.isInteger(count) || count < 0) throw new Error(`A block of smiles has ${length} bytes`)
    const block = new SmileBlock(startMs)
    const times = new Float64Array(buffer, 0, count)
    times.forEach((expiryMs, index) => {
      block
        .#volsOf(expiryMs)
        ?.set(new Float32Array(buffer, 8 * count + index * (perExpiry - 8), minutes * volsOfExpiry))
    })
    block.#ratios.set(new Float32Array(buffer, count * perExpiry))
    return block
  }

  #minuteOf(minuteMs: UnixMs): number {
    return Math.floor((minuteMs - this.startMs) / msPerMinute)
  }

  #volsOf(expiryMs: UnixMs): Float32Array | null {
    const known = this.#vols.get(expiryMs)
    if (known || this.#vols.size >= mostExpiries) return known ?? null
    const vols = new Float32Array(minutes * volsOfExpiry).fill(Number.NaN)
    this.#vols.set(expiryMs, vols)
    return vols
  }
}

/** Null when the expiry was not listed. */
function smileAt(expiryMs: UnixMs, vols: Float32Array, minute: number): HeardSmile | null {
  const [atm = Number.NaN, call, put] = vols.subarray(minute * volsOfExpiry, (minute + 1) * volsOfExpiry)
  return Number.isNaN(atm) ? null : { expiryMs, atmIv: volOf(atm), call25Iv: volOf(call), put25Iv: volOf(put) }
}

function isUnknown({ atmIv, call25Iv, put25Iv }: HeardSmile): boolean {
  return atmIv === null && call25Iv === null && put25Iv === null
}

function volOf(value: number | undefined): Fraction | null {
  return value === unknownVol ? null : orNull(value)
}

function orNaN(value: number | null): number {
  return value ?? Number.NaN
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
