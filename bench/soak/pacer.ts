export interface Pacer {
  /** Does it so often a second, so many times or until it is stopped. */
  run(perSecond: number, count?: number): Promise<void>
  stop(): void
}

/** Keeps the pace over time: what came late is made up for, and may then share a turn of the event loop. */
export function pacer(act: () => void): Pacer {
  let timer: NodeJS.Timeout | undefined
  return {
    run(perSecond, count = Infinity) {
      clearTimeout(timer)
      const begun = performance.now()
      return new Promise((resolve) => {
        const next = (done: number) => {
          if (done === count) return resolve()
          const dueMs = begun + (done * 1_000) / perSecond
          timer = setTimeout(() => {
            act()
            next(done + 1)
          }, dueMs - performance.now())
        }
        next(0)
      })
    },
    stop: () => clearTimeout(timer),
  }
}
