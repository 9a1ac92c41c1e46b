/** A value that every engine keeps unchanged. Numbers are finite; there are no booleans and no dates. */
export type SqlValue = null | number | string | Uint8Array

export type SqlRow = Readonly<Record<string, SqlValue>>

/** Where statements are run one after the other, each seeing what those before it wrote. */
export interface SqlSession {
  /** Placeholders are `$1`, `$2` and so on. Answers the rows of a query, or of `RETURNING`. */
  run(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]>
}

/** What engines write differently. */
export interface SqlDialect {
  /** The type of a key that the engine counts up by itself, in the order of insertion. */
  readonly countedKey: string
  /** What an INSERT says before VALUES that gives such a key. */
  readonly withGivenKey: string
  /** Statements that have the engine count the positions of a table on from this one. */
  countFrom(table: string, position: number): readonly string[]
  /** The type of a column of bytes. */
  readonly bytes: string
  /**
   * How a query asks for a span of an index. True: it compares rows of columns, and then no other index fits. Otherwise
   * the engine may choose the index of all positions, which is slow for an account with few records. False: it compares
   * the first columns with values and the last with a span.
   */
  readonly walksRows: boolean
  /** A query of the texts in a parameter that holds a JSON array of texts, in a column `value`. */
  textsIn(parameter: string): string
  /** The text that stands in a column of JSON under these keys, one below the other. */
  jsonText(column: string, ...keys: readonly string[]): string
}

/** How many reads for clients run at a time. */
interface ReadsAtOnce {
  /** Pieces of searches: each takes some milliseconds of the engine. */
  readonly searches: number
  /** All others. */
  readonly others: number
}

/**
 * An SQL engine. Reads and transactions reject with `StoreUnavailable` when the engine cannot serve them at present, and
 * work again by themselves once it can; other faults are thrown as they are.
 */
export interface SqlDatabase extends AsyncDisposable {
  readonly dialect: SqlDialect
  /** They leave room for the reads and writes of the server itself. */
  readonly readsAtOnce: ReadsAtOnce
  /** One query on its own. Sees what was committed and nothing else, while a transaction runs too. */
  read(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]>
  /**
   * Runs `work` and commits what it wrote, or nothing when it throws; resolves when that would survive a power cut.
   * Writers take turns, those of other processes on the same database included.
   */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>
}
