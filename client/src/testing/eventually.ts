import { vi } from 'vitest'

/** Waits until a check holds. It waits long, because the machine may be busy with other things. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000 })
