import { FileFault } from '../../lib/file-fault.js'
import type { MarketStep } from '../market-step.js'
import type { ImportSource } from './import-source.js'

/** A file that is being read, with what it says next. */
interface Reading {
  readonly source: ImportSource
  readonly steps: AsyncGenerator<MarketStep>
  next: MarketStep
}

/** What several files say, in the order of time; at the same time, in the order of the files. `onRead`: how many bytes of all of them. */
export async function* mergeSteps(
  sources: readonly ImportSource[],
  onRead: (bytes: number) => void,
): AsyncGenerator<MarketStep> {
  const read = sources.map(() => 0)
  const readings: Reading[] = []
  try {
    for (const [index, source] of sources.entries()) {
      const steps = source.steps((bytes) => {
        read[index] = bytes
        onRead(read.reduce((sum, one) => sum + one, 0))
      })
      const first = await nextOf(source, steps)
      if (!first.done) readings.push({ source, steps, next: first.value })
    }
    while (readings.length > 0) yield* untilAnother(readings)
  } finally {
    for (const { steps } of readings) await steps.return(undefined)
  }
}

/** Reads the file that goes on first, as long as it does. */
async function* untilAnother(readings: Reading[]): AsyncGenerator<MarketStep> {
  const reading = readings.reduce((first, one) => (one.next.timeMs < first.next.timeMs ? one : first))
  const others = readings.filter((one) => one !== reading)
  const untilMs = Math.min(...others.map(({ next }) => next.timeMs))
  let isSpan = false
  for (;;) {
    const step = reading.next
    if (step.timeMs > untilMs) {
      if (isSpan)
        throw overlaps(
          reading,
          others.find(({ next }) => next.timeMs === untilMs),
        )
      return
    }
    isSpan = step.kind === 'begin' || (isSpan && step.kind !== 'end')
    yield step
    const next = await nextOf(reading.source, reading.steps)
    if (next.done) break
    reading.next = next.value
  }
  readings.splice(readings.indexOf(reading), 1)
}

/** What the system says of a file names it. */
async function nextOf({ file }: ImportSource, steps: Reading['steps']): Promise<IteratorResult<MarketStep>> {
  try {
    return await steps.next()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new FileFault({ file }, `it cannot be read to its end: ${error.message}`)
  }
}

function overlaps({ source, next }: Reading, other: Reading | undefined): FileFault {
  const times = [other?.next.timeMs ?? next.timeMs, next.timeMs].map((timeMs) => new Date(timeMs).toISOString())
  return new FileFault(
    { file: other?.source.file ?? source.file },
    `it begins at ${times[0]}, but ${source.file} goes on at ${times[1]}. Files of exports follow each other: import them under different names`,
  )
}
