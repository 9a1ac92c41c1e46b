let last: Promise<void> = Promise.resolve()

/** Lets the event loop do everything else first. Of those who wait here, one goes on in each of its turns. */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)))
  return last
}
