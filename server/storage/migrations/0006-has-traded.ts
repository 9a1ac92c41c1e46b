import type { Migration } from './migration.js'

/** In a JSON text a quote within a value is escaped, so these find the fields. */
const hasPositions = (column: string) => `${column} LIKE '%"positions":[{%'`
const hasTrades = (column: string, field: string, ...none: readonly string[]) =>
  [`${column} LIKE '%${field}%'`, ...none.map((value) => `${column} NOT LIKE '%${field}${value}%'`)].join(' AND ')

/** Whether an account has held a position: for those from before, by its books or by what its owner published last. */
export const hasTraded: Migration = {
  version: 6,
  name: 'whether accounts have traded',
  statements: () => [
    `UPDATE accounts SET body = '{"hasTraded":true,' || SUBSTR(body, 2) WHERE
      ${hasPositions('books')} OR ${hasPositions('published_positions')} OR
      ${hasTrades('books', '"trades":{"closed":', '0')} OR
      ${hasTrades('published_performance', '"trades":', 'null', '0')}`,
  ],
}
