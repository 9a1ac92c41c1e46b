export interface FrameScheduler {
  /** Runs the task with all others of the same frame. A task asked for twice runs once. */
  request(task: () => void): void
}

interface FrameClock {
  nextFrame(run: () => void): void
  /** A hidden page gets no frames; what piled up meanwhile runs when it is seen again. */
  onVisible(run: () => void): void
}

export const browserFrames: FrameClock = {
  nextFrame: (run) => void requestAnimationFrame(run),
  onVisible: (run) =>
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') run()
    }),
}

export function createFrameScheduler(clock: FrameClock): FrameScheduler {
  const tasks = new Set<() => void>()
  let requested = false
  const flush = () => {
    requested = false
    const due = [...tasks]
    tasks.clear()
    for (const task of due) task()
  }
  clock.onVisible(flush)
  return {
    request(task) {
      tasks.add(task)
      if (requested) return
      requested = true
      clock.nextFrame(flush)
    },
  }
}
