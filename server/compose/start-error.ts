/** The server cannot start, for a reason that the person who started it can change. The message says everything. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
