import type { EventBus } from '../../bus/event-bus.js'
import type { Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { PublishedSnapshot } from '../../domain/publication.js'
import type { UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import type { AccountVersion, AccountVersions } from '../../storage/account-versions.js'
import type { Json, LogFilter, RecordLog } from '../../storage/journal.js'
import type { EventTopic } from '../account-reader.js'

/** What one commit changed of an account. */
export interface PastChange {
  readonly accountId: string
  readonly recordedAtMs: UnixMs
  account?: Account
  books?: Json
  openOrderIds?: readonly string[]
  published?: PublishedSnapshot
  /** The server was started, and opened all accounts anew. Such a change belongs to no account. */
  isOpening?: true
}

/** An event of the past that is to be told. */
export interface PastEvent {
  readonly accountId: string
  readonly recordedAtMs: UnixMs
  /** The order after the event. Null when the event is not about an order. */
  readonly order: Order | null
  tell(bus: EventBus): void
}

/** What accounts did within a span of time, in the order of commits. */
export interface PastWindow {
  readonly changes: readonly PastChange[]
  readonly events: readonly PastEvent[]
}

interface Span {
  readonly afterMs: UnixMs
  readonly untilMs: UnixMs
}

const versionsAtOnce = 500
const recordsAtOnce = 500

/** Reads what accounts did. */
export async function readWindow(versions: AccountVersions, span: Span, asker?: Asker): Promise<PastWindow> {
  const records = versions.recordsAt(span.untilMs, asker)
  const all = [
    await eventsOf('orderEvent', records.orderEvents, span, ({ order }) => order),
    await eventsOf('fill', records.fills, span),
    await eventsOf('closedTrade', records.closedTrades, span),
    await eventsOf('decision', records.decisionsAsMade, span),
    await eventsOf('scoreEvent', records.scoreEvents, span),
  ]
  // Events of one time stay in the order of kinds above, which is that of the live desk.
  const events = all.flat().sort((a, b) => a.recordedAtMs - b.recordedAtMs)
  return { changes: await changesOf(versions, span, asker), events }
}

async function changesOf(versions: AccountVersions, span: Span, asker?: Asker): Promise<readonly PastChange[]> {
  const changes: PastChange[] = []
  let afterPosition = -1
  for (;;) {
    const page = await versions.between({ ...span, afterPosition }, versionsAtOnce, asker)
    for (const version of page) addTo(changes, version)
    if (page.length < versionsAtOnce) return changes
    afterPosition = page.at(-1)?.position ?? afterPosition
  }
}

/** Adds a version to the change of its commit. The versions of one commit follow each other and are of different kinds. */
function addTo(changes: PastChange[], version: AccountVersion): void {
  const { accountId, recordedAtMs } = version
  const [field, value] = fieldOf(version)
  const last = changes.at(-1)
  const isSame = last?.accountId === accountId && last.recordedAtMs === recordedAtMs && last[field] === undefined
  if (isSame) Object.assign(last, { [field]: value })
  else changes.push({ accountId, recordedAtMs, [field]: value })
}

function fieldOf(version: AccountVersion): ['account' | 'books' | 'openOrderIds' | 'published' | 'isOpening', unknown] {
  switch (version.kind) {
    case 'ACCOUNT':
      return ['account', version.value]
    case 'BOOKS':
      return ['books', version.value]
    case 'ORDERS':
      return ['openOrderIds', version.value]
    case 'OPENING':
      return ['isOpening', true]
    default:
      return ['published', { kind: version.kind, body: version.value }]
  }
}

async function eventsOf<T extends { readonly id: string; readonly accountId: string; readonly recordedAtMs: UnixMs }>(
  topic: EventTopic,
  log: RecordLog<T, LogFilter>,
  { afterMs, untilMs }: Span,
  orderOf: (event: T) => Order | null = () => null,
): Promise<readonly PastEvent[]> {
  const found: T[] = []
  const filter = { fromMs: afterMs + 1, toMs: untilMs + 1 }
  for (let after: string | undefined; ; after = found.at(-1)?.id) {
    const page = await log.newestFirst(filter, { ...(after !== undefined && { after }), limit: recordsAtOnce })
    // What came after it in time would be told without what came before.
    if (page === 'UNKNOWN_CURSOR') throw new Error(`The ${topic} ${after} was read and is gone: the past has changed`)
    found.push(...page.items)
    if (!page.hasMore) break
  }
  return found.reverse().map((event) => ({
    accountId: event.accountId,
    recordedAtMs: event.recordedAtMs,
    order: orderOf(event),
    tell: (bus) => bus.publish(topic, event.accountId, event as never),
  }))
}
