/**
 * Reads after every change, so that each one counts, until the changes end. A fault in reading ends it as well. Readers
 * of the same state meet that fault themselves, so they are told.
 */
export function readEach(changes: AsyncIterable<unknown>, read: () => unknown, onEnd: () => void = () => {}): void {
  const readAll = async () => {
    for await (const _ of changes) read()
  }
  readAll().then(onEnd, onEnd)
}
