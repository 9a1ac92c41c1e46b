import type { SqlValue } from './sql-database.js'

/**
 * The parameters of a statement. Throws a TypeError on what one engine would turn into null and another would keep as it
 * is, so that both refuse it.
 */
export function checkedParams(params: readonly SqlValue[]): SqlValue[] {
  return params.map((value, index) => {
    const isKept = value === null || typeof value !== 'number' || Number.isFinite(value)
    if (!isKept) throw new TypeError(`Parameter ${index + 1} is ${String(value)}, which is not kept`)
    return value
  })
}
