/** Reads after every change, so that each counts. A fault ends it: whoever reads the same meets it too, and is told. */
export async function readEach(changes: AsyncIterable<unknown>, read: () => unknown): Promise<void> {
  try {
    for await (const _ of changes) read()
  } catch {
    return
  }
}
