/** Numbers of advisory locks: any, the same for all processes of this program. */
export const postgresLocks = {
  /** Of the server that has the store. */
  server: 7_261_934_012,
  /**
   * Of writers, who take turns. Who writes what is recorded of markets waits for no commit of the journal, and the other way
   * around.
   */
  writersOf: { store: 7_261_934_011, history: 7_261_934_013 },
}
