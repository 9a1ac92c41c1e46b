import { startBuilt } from '../support/built-server.js'
import { flag } from '../support/flags.js'
import { panelRequests } from '../support/panel-documents.js'
import { rounded } from '../support/statistics.js'
import { yesOrNo, type Outcome } from './outcome.js'
import { StreamSocket } from './stream-socket.js'
import { comesTrue, sleep } from './waiting.js'

/**
 * The dashboard's option chain on the simulated market at its own pace, `--seconds=60`: what TCP brings to a reader of
 * whole chains in plain text, and to readers of changes, of compressed messages, and of both. All read at the same time,
 * so that all are sent the same market; the first chain counts, the handshake does not.
 */
const leastSaved = 0.9

interface Reader {
  readonly name: string
  readonly stream: StreamSocket
  messages: number
  firstBytes: number
  readonly bytesBefore: number
}

async function openReader(url: string, changes: boolean, deflate: boolean): Promise<Reader> {
  const chain = panelRequests('').find(({ panel }) => panel === 'chain')?.updates
  if (!chain?.query.includes('delta: true')) throw new Error("The dashboard's chain is not asked for as changes")
  const query = changes ? chain.query : chain.query.replace('delta: true', 'delta: false')
  const heard = (message: Buffer) => {
    if (message.includes('"errors"')) throw new Error(message.toString())
    if (reader.messages === 0) reader.firstBytes = stream.bytesRead - reader.bytesBefore
    reader.messages += 1
  }
  const stream = await new StreamSocket({ url, deflate, heard }).init()
  const name = `${changes ? 'changes' : 'whole'}, ${deflate ? 'compressed' : 'plain'}`
  const reader: Reader = { name, stream, messages: 0, firstBytes: 0, bytesBefore: stream.bytesRead }
  stream.subscribe('1', { ...chain, query })
  return reader
}

export async function delta(): Promise<Outcome> {
  const seconds = flag('seconds', 60)
  await using server = await startBuilt()
  const url = `${server.url.replace('http', 'ws')}graphql`
  const readers: Reader[] = []
  for (const changes of [false, true])
    for (const deflate of [false, true]) readers.push(await openReader(url, changes, deflate))
  if (!(await comesTrue(10_000, () => readers.every(({ messages }) => messages > 0)))) throw new Error('No chain came')
  await sleep(seconds * 1_000)
  const figures = readers.map((reader) => ({ ...reader, bytes: reader.stream.bytesRead - reader.bytesBefore }))
  for (const { stream } of readers) stream[Symbol.dispose]()
  const whole = figures[0]?.bytes ?? 0
  const rows = figures.map(({ name, bytes, messages, firstBytes }, index) => {
    const saved = 1 - bytes / whole
    const isBoth = index === figures.length - 1
    return {
      case: name,
      seconds,
      messages,
      bytes,
      bytesAnEvent: rounded(bytes / messages, 0),
      firstBytes,
      savedPct: rounded(saved * 100, 1),
      bar: isBoth ? `≥ ${leastSaved * 100} %` : null,
      holds: isBoth ? yesOrNo(saved >= leastSaved) : null,
    }
  })
  return { headings: { bytesAnEvent: 'B an event', firstBytes: 'B until the first', savedPct: 'saved %' }, rows }
}
