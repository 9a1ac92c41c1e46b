import { checkedParams } from '../checked-params.js'
import type { SqlValue } from '../sql-database.js'

/** The parameters of a statement by their names: to SQLite `$1` is a name like any other. Throws when one lacks or is too many. */
export function namedParams(sql: string, params: readonly SqlValue[]): Record<string, SqlValue> {
  const wanted = Math.max(0, ...Array.from(sql.matchAll(/\$(\d+)/g), ([, number]) => Number(number)))
  if (params.length !== wanted) throw new RangeError(`Wanted ${wanted} parameters, got ${params.length}: ${sql}`)
  return Object.fromEntries(checkedParams(params).map((value, index) => [`$${index + 1}`, value]))
}
