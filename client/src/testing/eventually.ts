import { vi } from 'vitest'

/** Waits until a check holds. It waits long, because the machine may be busy with other things. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 5 })

/** The same for what comes after a pause. It takes fake timers, and has them run ahead. */
export const afterPause = <T>(check: () => T | Promise<T>): Promise<T> =>
  eventually(() => {
    vi.advanceTimersByTime(100)
    return check()
  })
