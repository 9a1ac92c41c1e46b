/**
 * Runs the task now, or, when it is running, once more after that: its answer may be from before the reason to run it
 * again. Never twice at once, or nothing would ever show while reasons come faster than answers.
 */
export function oneAtATime(task: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  const run = async () => {
    isWanted = isRunning
    if (isRunning) return
    isRunning = true
    try {
      await task()
    } finally {
      isRunning = false
    }
    if (isWanted) await run()
  }
  return () => void run()
}
