import { clockWithDate } from './format-time.js'
import type { FaceFailure } from './panel-face.js'
import { text } from './text.js'

/** Since when, and when it is tried again where that is known. */
export function failureTimes(
  { sinceMs, retryAtMs }: Pick<FaceFailure, 'sinceMs' | 'retryAtMs'>,
  todayMs: number,
): string {
  const since = text.panel.failedSince(clockWithDate(sinceMs, todayMs))
  return retryAtMs === null ? since : `${since} ${text.panel.retriesAt(clockWithDate(retryAtMs, todayMs))}`
}
