import { StoreUnavailable } from '../journal.js'

/** Primary result codes that come and go with the disk and with other processes: see sqlite.org/rescode.html. */
const passing = new Map([
  [5, 'database is locked'],
  [8, 'attempt to write a readonly database'],
  [10, 'disk I/O error'],
  [13, 'database or disk is full'],
  [14, 'unable to open database file'],
])

/** An error of SQLite's as the store tells it: `StoreUnavailable` for what may pass, any other as it is. */
export function fromSqlite(error: unknown): unknown {
  if (!(error instanceof Error) || !isPassing(error)) return error
  return new StoreUnavailable(`SQLite: ${error.message}`, { cause: error })
}

/** The binding leaves out the code where a statement that answers rows fails, so the message has to tell. */
function isPassing(error: Error): boolean {
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
  if (code !== null) return passing.has(code)
  return [...passing.values()].some((message) => error.message.startsWith(message))
}
