import type { BarReader } from '../../history/bars/bar-store.js'
import type { HistoryReader, KnownMarket } from '../../history/market-history.js'
import { recordingId } from '../../history/recording-id.js'
import { verifyMarket, type Verified } from '../../history/verify/verify-market.js'
import { iso } from '../../lib/iso.js'
import { ProgressBar, type Terminal } from '../progress-bar.js'
import { findRecording } from './find-recording.js'
import { wrong } from './history-command.js'
import { count, counted } from './say.js'

export interface VerifyRun {
  /** Null: all. */
  readonly id: string | null
  readonly markets: HistoryReader
  readonly bars: BarReader
  readonly terminal: Terminal
  readonly say: (text: string) => void
}

/** Says what is damaged. Rejects with a `StartError` that says what to do when something is. */
export async function runVerify({ id, markets, bars, terminal, say }: VerifyRun, signal: AbortSignal): Promise<void> {
  const all = await markets.markets()
  const damaged: KnownMarket[] = []
  for (const known of id === null ? all : [findRecording(all, id)]) {
    const { range } = known
    const bar = new ProgressBar(`Verifying ${recordingId(known)}`, terminal)
    const onReached = (timeMs: number) =>
      bar.reached((timeMs - range.fromMs) / (range.toMs - range.fromMs), iso(timeMs))
    const verified = await verifyMarket({ markets, bars }, known, onReached, signal).finally(() => bar.end())
    for (const line of linesOf(known, verified)) say(line)
    if (verified.damages.length > 0) damaged.push(known)
  }
  if (all.length === 0) say('Nothing is recorded yet.')
  if (damaged.length > 0) throw wrong(damaged.map(whatToDo).join(' '))
}

/** More are not listed. */
const mostListed = 100

function linesOf(known: KnownMarket, { segments, events, holes, hours, damages }: Verified): readonly string[] {
  const id = recordingId(known)
  const what = [counted(segments, 'segment'), counted(events, 'event'), counted(holes, 'hole'), counted(hours, 'hour')]
  const whole = `${id}: ${what.join(', ')} of bars`
  if (damages.length === 0) return [`${whole}: all as it was recorded.`]
  const listed = damages.slice(0, mostListed)
  return [
    `${whole}: ${counted(damages.length, 'fault')}.`,
    ...listed.map(({ fromMs, toMs, what }) => `  ${iso(fromMs)} to ${iso(toMs)}: ${what}`),
    ...(listed.length < damages.length ? [`  and ${count(damages.length - listed.length)} more`] : []),
  ]
}

function whatToDo(known: KnownMarket): string {
  const id = recordingId(known)
  if (known.isImported) return `${id} is damaged: remove it and import it again.`
  return `${id} is damaged. The rest of it can be read. Bring a copy of the database back, or leave it as it is: what is damaged goes when it is too old.`
}
