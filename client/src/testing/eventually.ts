import { vi } from 'vitest'

/** Waits for a check to hold; long, for servers are started and connections lost on machines that do much else. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000 })
