import { mostUnits, numberOf, powerOf } from './decimals.js'

const unsaid = 255

/**
 * The numbers that a column said last: of each subject, and of all. The next number of a subject is expected to be the
 * last one of that subject. Its first one is expected to be the last one of all.
 */
export class LastNumbers {
  #units = new Float64Array(8)
  #scales = new Uint8Array(8).fill(unsaid)
  #newestUnits = 0
  #newestScale = 0

  /** The number that differs by so many units from the one that is expected, at the scale of the last one. It is said now. */
  next(subject: number, difference: number): number {
    const scale = this.#scales[subject] ?? unsaid
    if (scale === unsaid) return this.#first(subject, difference)
    const units = (this.#units[subject] ?? 0) + difference
    this.#units[subject] = this.#newestUnits = units
    this.#newestScale = scale
    return numberOf(units, scale)
  }

  #first(subject: number, difference: number): number {
    const [units, scale] = [this.#newestUnits + difference, this.#newestScale]
    this.said(subject, units, scale)
    return numberOf(units, scale)
  }

  /** The scale of the next number, unless that is said to be another. */
  scale(subject: number): number {
    const scale = this.#scales[subject] ?? unsaid
    return scale === unsaid ? this.#newestScale : scale
  }

  /** The units that are expected at that scale. */
  expected(subject: number): number {
    const isSaid = (this.#scales[subject] ?? unsaid) !== unsaid
    return isSaid ? (this.#units[subject] ?? 0) : this.#newestUnits
  }

  /** The same at another scale. 0 where that is no exact number of units. */
  expectedAt(subject: number, scale: number): number {
    const scaled = Math.round((this.expected(subject) * powerOf(scale)) / powerOf(this.scale(subject)))
    return Math.abs(scaled) <= mostUnits ? scaled : 0
  }

  said(subject: number, units: number, scale: number): void {
    if (subject >= this.#scales.length) this.#makeRoom(subject)
    this.#units[subject] = this.#newestUnits = units
    this.#scales[subject] = this.#newestScale = scale
  }

  #makeRoom(subject: number): void {
    const length = 2 ** Math.ceil(Math.log2(subject + 1))
    const units = new Float64Array(length)
    const scales = new Uint8Array(length).fill(unsaid)
    units.set(this.#units)
    scales.set(this.#scales)
    this.#units = units
    this.#scales = scales
  }
}
