import { isDeepStrictEqual } from 'node:util'
import type { EventBus } from '../../../bus/event-bus.js'
import type { HistoryHole, HistoryStatus, RecordingReader } from '../../../domain/history-status.js'
import type { RecordingFacts } from '../../../domain/recording.js'
import type { UnixMs } from '../../../domain/units.js'
import type { WarmUpFacts } from '../../../domain/warm-up.js'
import type { Clock } from '../../../lib/clock.js'
import { liveValue, type LiveValue } from '../../../lib/live-value.js'
import type { Market } from '../../../market/market.js'
import type { StreamCounts } from '../../../metrics/stream-counts.js'

const lookIntervalMs = 1_000

export interface StatusParts {
  readonly market: Pick<Market, 'feedStatus'>
  readonly recording: RecordingReader
  readonly counts: StreamCounts
  readonly clock: Clock
  readonly version: string
  /** Null when there is no warm-up. */
  readonly warmUp: () => WarmUpFacts | null
}

type Status = ReturnType<typeof presentStatus> & { readonly seq: number }

/** The state of the server and its feed, as a stream. Counts that only grow, and times, do not make a change. */
export class LiveStatus {
  readonly #parts: StatusParts
  readonly #startedAtMs: UnixMs
  readonly #status: LiveValue<Status>

  constructor(parts: StatusParts) {
    this.#parts = parts
    this.#startedAtMs = parts.clock.now()
    this.#status = liveValue<Status>(presentStatus(this.#parts, this.#startedAtMs), sameToPeople)
  }

  read(): Status {
    this.#status.update(presentStatus(this.#parts, this.#startedAtMs))
    return this.#status.now()
  }

  /** Looks once a second until the signal is aborted, and publishes the status when it has changed. */
  async publish(bus: EventBus, signal: AbortSignal): Promise<void> {
    let sentSeq: number | null = null
    while (!signal.aborted) {
      await this.#parts.clock.sleep(lookIntervalMs, signal)
      if (!bus.isHeard('status', '')) continue
      const status = this.read()
      if (status.seq !== sentSeq) bus.publish('status', '', status)
      sentSeq = status.seq
    }
  }
}

function presentStatus(
  { market, recording: history, counts, clock, version, ...parts }: StatusParts,
  startedAtMs: UnixMs,
) {
  const warmUp = parts.warmUp()
  const { lastReceivedMs, sinceMs, nextAttemptMs, recording, ...feed } = market.feedStatus()
  return {
    version,
    startedAt: startedAtMs,
    uptimeSeconds: (clock.now() - startedAtMs) / 1_000,
    feed: {
      ...feed,
      since: sinceMs,
      nextAttemptAt: nextAttemptMs,
      lastReceivedAt: lastReceivedMs,
      recording: recording && shownRecording(recording),
    },
    history: shownHistory(history.status()),
    warmUp: warmUp && shownWarmUp(warmUp),
    sockets: counts.sockets,
    streams: counts.streams(),
    fanout: {
      groups: counts.groups,
      members: counts.members,
      events: counts.events,
      deliveries: counts.deliveries,
      conflated: counts.conflated,
      closedAsSlow: counts.closedAsSlow,
      bytes: counts.bytes,
      queueDepth: counts.queueDepth(),
    },
  }
}

function sameToPeople(a: Status, b: Status): boolean {
  return isDeepStrictEqual(shownToPeople(a), shownToPeople(b))
}

function shownToPeople({ feed: { lastReceivedAt: _, ...feed }, history, warmUp, sockets, streams }: Status) {
  const { state, from, holes } = history
  return { feed, history: { state, from, holes }, warmUp, sockets, streams }
}

function shownHistory({ fromMs, toMs, holes, recordedEvents: _, waitingBytes: __, ...same }: HistoryStatus) {
  return { ...same, from: fromMs, to: toMs, holes: holes.map(shownHole) }
}

const shownHole = ({ fromMs, toMs, dropped }: HistoryHole) => ({ from: fromMs, to: toMs, droppedEvents: dropped })

function shownRecording({ fromMs, toMs, cutMs, leftOut, ...counts }: RecordingFacts) {
  return { ...counts, ...leftOut, from: fromMs, to: toMs, secondsCut: cutMs / 1_000, cutOff: leftOut.cutOff > 0 }
}

function shownWarmUp({ kind, state, fromMs, toMs, reachedMs, ...intervals }: WarmUpFacts) {
  return {
    kind,
    state,
    from: fromMs,
    to: toMs,
    progressPct: Math.floor((100 * (reachedMs - fromMs)) / (toMs - fromMs)),
    priceIntervalSeconds: intervals.priceIntervalMs / 1_000,
    optionsIntervalSeconds: intervals.optionsIntervalMs / 1_000,
    decisionIntervalSeconds: intervals.decisionIntervalMs / 1_000,
  }
}
