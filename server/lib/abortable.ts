/**
 * Runs an async generator that can be ended while it waits: `return()` first aborts the signal, which must make
 * whatever the generator awaits settle. The signal is aborted as well when the generator ends by itself, so clean-up
 * belongs on the signal. `make` runs at once; the generator itself at the first `next()`.
 */
export function abortable<T>(make: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const controller = new AbortController()
  const generator = make(controller.signal)
  return {
    async next() {
      try {
        const result = await generator.next()
        if (result.done) controller.abort()
        return result
      } catch (error) {
        controller.abort()
        throw error
      }
    },
    return() {
      controller.abort()
      return generator.return(undefined)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
