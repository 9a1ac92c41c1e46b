import { flag } from '../support/flags.js'
import { rounded } from '../support/statistics.js'
import { DecisionReader, faultsOf } from './decision-reader.js'
import { yesOrNo, type Outcome } from './outcome.js'
import { startSoakServer } from './soak-process.js'
import { comesTrue, sleepUpTo } from './waiting.js'

/**
 * Readers of decisions whose connection breaks again and again, while 50 decisions a second are made: each resumes behind
 * the last one that it has, and in the end must have every one, once and in order. `--clients=200`, `--disconnects=20`.
 */
const clients = flag('clients', 200)
const disconnects = flag('disconnects', 20)
const perSecond = 50
const mostLifeMs = 1_500
const mostPauseMs = 300

async function suffer(reader: DecisionReader): Promise<void> {
  await reader.connect()
  for (let time = 0; time < disconnects; time += 1) {
    await sleepUpTo(Math.random() < 0.2 ? 20 : mostLifeMs)
    reader.disconnect()
    if (Math.random() < 0.5) await sleepUpTo(mostPauseMs)
    await reader.connect()
  }
}

export async function reconnects(): Promise<Outcome> {
  await using server = await startSoakServer()
  await server.tell('keepDeciding', perSecond)
  await comesTrue(5_000, async () => (await server.tell('decisionIds', null)).length > 0)
  const [first = ''] = await server.tell('decisionIds', null)
  const readers = Array.from({ length: clients }, (_, index) => {
    return new DecisionReader(server.wsUrl, first, index % 2 === 0 ? null : 'momentum')
  })
  const begun = performance.now()
  await Promise.all(readers.map(suffer))
  const seconds = (performance.now() - begun) / 1_000
  await server.tell('stop', null)
  const made = (await server.tell('decisionIds', null)).slice(1)
  await comesTrue(5_000, () => readers.every(({ ids }) => ids.length >= made.length))
  const faults = readers.map(({ ids }) => faultsOf(ids, made))
  for (const reader of readers) reader.disconnect()
  const sum = (of: (one: (typeof faults)[number]) => number) => faults.reduce((total, one) => total + of(one), 0)
  const [missing, repeated, outOfOrder] = [
    sum((one) => one.missing),
    sum((one) => one.repeated),
    sum((one) => one.outOfOrder),
  ]
  const { closedAsSlow } = await server.figures()
  return {
    headings: { outOfOrder: 'out of order', closedAsSlow: 'closed as slow' },
    rows: [
      {
        case: `${clients} readers, ${disconnects} disconnects each`,
        decisions: made.length,
        delivered: readers.reduce((total, { ids }) => total + ids.length, 0),
        seconds: rounded(seconds, 0),
        closedAsSlow,
        missing,
        repeated,
        outOfOrder,
        bar: '0 of each',
        holds: yesOrNo(missing + repeated + outOfOrder === 0),
      },
    ],
  }
}
