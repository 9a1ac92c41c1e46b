export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Any length up to `mostMs`. */
export const sleepUpTo = (mostMs: number) => sleep(Math.random() * mostMs)

/** Asks until it is so; false when that takes longer. */
export async function comesTrue(withinMs: number, isSo: () => Promise<boolean> | boolean): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) return false
    await sleep(50)
  }
  return true
}

/** Does it so many times, at most `atOnce` of them at the same time. */
export async function times(count: number, atOnce: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await act(next++)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
}
