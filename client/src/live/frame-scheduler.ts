export interface FrameScheduler {
  /** Runs the task with all others of the same frame. A task asked for twice runs once. */
  request(task: () => void): void
  /** Hears no more of the page. */
  dispose(): void
}

interface FrameClock {
  nextFrame(run: () => void): void
  /** A hidden page gets no frames; what piled up meanwhile runs when it is seen again. Answers with what ends it. */
  onVisible(run: () => void): () => void
}

export const browserFrames: FrameClock = {
  nextFrame: (run) => void requestAnimationFrame(run),
  onVisible(run) {
    const changed = () => {
      if (document.visibilityState === 'visible') run()
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  },
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
  const unwatch = clock.onVisible(flush)
  return {
    dispose: unwatch,
    request(task) {
      tasks.add(task)
      if (requested) return
      requested = true
      clock.nextFrame(flush)
    },
  }
}
