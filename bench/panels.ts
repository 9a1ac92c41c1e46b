import { firstAccount, openPositions } from './support/account.js'
import { startBuilt } from './support/built-server.js'
import { flag, isGiven } from './support/flags.js'
import { Follower } from './support/follower.js'
import { panelRequests, type PanelRequests, type Request } from './support/panel-documents.js'
import { post, type Answer } from './support/post.js'
import { report, type Row } from './support/report.js'
import { mean, quantile, rounded } from './support/statistics.js'

/**
 * What a panel of the dashboard costs on the wire: its own subscription on the simulated market at its usual pace,
 * against asking its query every five seconds. The first events are not counted, nor is the handshake. `--seconds=60`;
 * with `--with-position` it first waits until the account holds one, some minutes, so that the account's panels move.
 */
const seconds = flag('seconds', 60)
const pollMs = 5_000
const settleMs = 3_000
const patienceMs = 20 * 60_000

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Panel extends PanelRequests {
  readonly follower: Follower
  readonly answers: Answer[]
}

async function waitForPosition(url: string, account: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  while ((await openPositions(url, account)) === 0) {
    if (Date.now() > deadline) throw new Error('The account opened no position')
    await sleep(1_000)
  }
}

/** Asks at an even pace, once in the middle of each interval. */
async function poll(url: string, snapshot: Request, answers: Answer[]): Promise<void> {
  const begun = performance.now()
  for (let due = pollMs / 2; due < seconds * 1_000; due += pollMs) {
    await sleep(begun + due - performance.now())
    answers.push(await post(url, snapshot))
  }
  await sleep(begun + seconds * 1_000 - performance.now())
}

function rowOf({ panel, follower, answers }: Panel): Row {
  const perMinute = (amount: number) => (amount * 60) / seconds
  const kilobytes = (bytes: number) => rounded(perMinute(bytes) / 1_000)
  const sum = (of: (answer: Answer) => number) => answers.reduce((total, answer) => total + of(answer), 0)
  const { messages, payloadBytes, wireBytes, delaysMs } = follower
  return {
    case: panel,
    wsMessages: rounded(perMinute(messages), 0),
    wsKilobytes: kilobytes(payloadBytes),
    wsWireKilobytes: kilobytes(wireBytes),
    wsBytesPerUpdate: messages === 0 ? null : rounded(payloadBytes / messages, 0),
    wsMeanAgeMs: rounded(mean(delaysMs), 0),
    wsP99AgeMs: rounded(quantile(delaysMs, 0.99), 0),
    polls: perMinute(answers.length),
    pollKilobytes: kilobytes(sum(({ bodyBytes }) => bodyBytes)),
    pollWireKilobytes: kilobytes(sum((answer) => answer.wireBytes)),
    pollBytesPerAnswer: rounded(mean(answers.map(({ bodyBytes }) => bodyBytes)), 0),
    pollMeanAgeMs: pollMs / 2,
  }
}

async function measure(): Promise<{ positions: number; panels: readonly Panel[] }> {
  await using server = await startBuilt()
  const url = `${server.url}graphql`
  const account = await firstAccount(url)
  if (isGiven('with-position')) await waitForPosition(url, account)
  const panels = panelRequests(account).map((requests) => {
    return { ...requests, follower: new Follower(url.replace('http', 'ws'), requests.updates), answers: [] }
  })
  await sleep(settleMs)
  for (const { follower } of panels) follower.reset()
  await Promise.all(panels.map(({ snapshot, answers }) => poll(url, snapshot, answers)))
  for (const { follower } of panels) follower[Symbol.dispose]()
  return { positions: await openPositions(url, account), panels }
}

const { positions, panels } = await measure()
console.log(`Open positions at the end: ${positions}. Columns of messages, polls and KB are for a minute.`)
report(
  'panels',
  {
    wsMessages: 'ws messages',
    wsKilobytes: 'ws KB',
    wsWireKilobytes: 'with frames',
    wsBytesPerUpdate: 'B an update',
    wsMeanAgeMs: 'mean age ms',
    wsP99AgeMs: 'p99 age ms',
    pollKilobytes: 'poll KB',
    pollWireKilobytes: 'with HTTP headers',
    pollBytesPerAnswer: 'B an answer',
    pollMeanAgeMs: 'its mean age ms',
  },
  panels.map(rowOf),
)
