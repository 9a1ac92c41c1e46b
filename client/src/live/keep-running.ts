import type { CombinedError } from 'urql'
import { retryDelayMs } from '../lib/backoff.js'
import type { ConnectionSource } from '../transport/live-transport.js'
import { causeOf, isRefusal, type LiveFailure } from './failure.js'
import type { Operation } from './operation.js'
import { watchEpochs } from './watch-epochs.js'

const AGAIN_AFTER_END_MS = 2_000

export interface RunSink<Data> {
  data(data: Data): void
  /** Says since when it fails, and when it is tried again. */
  failed(failure: LiveFailure): void
}

/**
 * Runs an operation until the returned function is called. When the server ends it, it starts again: after a failure
 * with a longer pause each time, after a refusal on the next connection.
 */
export function keepRunning<Data>(
  operation: Operation<Data>,
  connection: ConnectionSource,
  { data, failed }: RunSink<Data>,
): () => void {
  let isOver = false
  let stopRun: (() => void) | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let sinceMs = 0

  const failureOf = (error: CombinedError): LiveFailure => {
    const nowMs = Date.now()
    attempt += 1
    if (attempt === 1) sinceMs = nowMs
    const cause = causeOf(error)
    const retryAtMs = isRefusal(cause) ? null : nowMs + retryDelayMs({ attempt, lostForMs: nowMs - sinceMs })
    return { of: 'question', ...cause, sinceMs, retryAtMs }
  }
  const stop = () => {
    stopRun?.()
    stopRun = null
  }
  const run = () => {
    clearTimeout(again)
    let failure: LiveFailure | null = null
    stopRun = operation({
      data(result) {
        attempt = 0
        failure = null
        data(result)
      },
      error(error) {
        failure = failureOf(error)
        failed(failure)
      },
      end() {
        stop()
        if (isOver || failure?.retryAtMs === null) return
        again = setTimeout(run, failure === null ? AGAIN_AFTER_END_MS : Math.max(0, failure.retryAtMs - Date.now()))
      },
    })
  }
  const unwatch = watchEpochs(connection, () => {
    if (stopRun === null) run()
  })
  run()
  return () => {
    isOver = true
    clearTimeout(again)
    unwatch()
    stop()
  }
}

/** As `keepRunning`, until the first answer. */
export function askUntilAnswered<Data>(
  question: Operation<Data>,
  connection: ConnectionSource,
  { data, failed }: RunSink<Data>,
): () => void {
  const stop = keepRunning(question, connection, {
    data(answer) {
      stop()
      data(answer)
    },
    failed,
  })
  return stop
}
