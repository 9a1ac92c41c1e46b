import type { SqlRow, SqlSession, SqlValue } from '../sql-database.js'

/** The text in a column that is never null. */
export function textIn(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`Column ${column} holds ${typeof value} where text was written`)
  return value
}

/** The number in a column that is never null. */
export function numberIn(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number')
    throw new TypeError(`Column ${column} holds ${typeof value} where a number was written`)
  return value
}

/** The bytes in a column that is never null. */
export function bytesIn(row: SqlRow, column: string): Uint8Array {
  const value = row[column]
  if (value instanceof Uint8Array) return value
  throw new TypeError(`Column ${column} holds ${typeof value} where bytes were written`)
}

/** The number in a column that may be null. */
export function optionalNumberIn(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : numberIn(row, column)
}

/**
 * Inserts a row, given by column. Answers whether a row was inserted or updated: with `onConflict`, the row that is there
 * already may have been left as it was.
 */
export async function insertRow(
  session: SqlSession,
  table: string,
  row: Readonly<Record<string, SqlValue>>,
  onConflict = '',
): Promise<boolean> {
  const columns = Object.keys(row)
  const values = columns.map((_, index) => `$${index + 1}`)
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')}) ${onConflict} RETURNING 1 AS done`
  return (await session.run(sql, Object.values(row))).length > 0
}

/** Inserts rows that have the same columns, some at a time. `before`: what the INSERT says before VALUES. */
export function insertOfRows(table: string, rows: readonly Readonly<Record<string, SqlValue>>[], before: string) {
  const columns = Object.keys(rows[0] ?? {})
  const one = (index: number) => columns.map((_, column) => `$${index * columns.length + column + 1}`).join(', ')
  const values = rows.map((_, index) => `(${one(index)})`).join(', ')
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) ${before} VALUES ${values}`,
    params: rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
  }
}

/** No engine keeps a NUL in text, and one of them refuses to look for it: nothing kept has one. */
export function isStorable(text: string): boolean {
  return !text.includes('\0')
}
