/**
 * Setup of the unit suite in `npm run check`: moves the real clock ahead by `TEST_CLOCK_AHEAD_MS`. A test which depends on
 * the day or hour fails there or in `npm test`.
 */
const marker = Symbol.for('gammacast.shifted-date')
const aheadMs = Number(process.env.TEST_CLOCK_AHEAD_MS)
const RealDate = Date

class ShiftedDate extends RealDate {
  static readonly [marker] = true

  constructor(...given: [] | ConstructorParameters<DateConstructor>) {
    if (given.length === 0) super(ShiftedDate.now())
    else super(...given)
  }

  static override now(): number {
    return RealDate.now() + aheadMs
  }
}

if (!(marker in RealDate)) Object.assign(globalThis, { Date: ShiftedDate })
