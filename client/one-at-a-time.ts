/**
 * Runs the task now, or, when it is running, once more after that: its answer may be from before the reason to run it
 * again. Never twice at once. A task says its own faults: it never rejects.
 */
export function oneAtATime(task: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  const done = () => {
    isRunning = false
    if (isWanted) run()
  }
  const run = () => {
    isWanted = isRunning
    if (isRunning) return
    isRunning = true
    task().then(done, done)
  }
  return run
}
