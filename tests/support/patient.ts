/** For `vi.waitFor` and `vi.waitUntil`, which give up after a second: a busy machine may need more. */
export const patient = { timeout: 60_000, interval: 20 }
