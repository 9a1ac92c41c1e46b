import type { RunnerTestCase } from 'vitest'
import type { Reporter, Vitest } from 'vitest/node'

/** A test file that cannot be loaded has no tests, so Stryker would find none that fails. Here it gets one. */
export function failedFiles(): Reporter {
  let vitest: Vitest
  return {
    onInit(started) {
      vitest = started
    },
    onTestRunEnd() {
      for (const file of vitest.state.getFiles()) {
        const errors = file.result?.errors ?? []
        const loads = { type: 'test', name: 'can be loaded', mode: 'run', file, result: { state: 'fail', errors } }
        if (errors.length > 0) file.tasks.push(loads as unknown as RunnerTestCase)
      }
    },
  }
}
