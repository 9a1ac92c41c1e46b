/** For `vi.waitFor` and `vi.waitUntil`, which give up after a second: a busy machine may need more. */
export declare const patient: {
  timeout: number
  interval: number
}
