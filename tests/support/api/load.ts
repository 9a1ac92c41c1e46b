import type { RunningServer } from '../run-server.js'
import { httpBot } from './bot.js'
import type { Result } from './mutations.js'

/** Bearer tokens by account. */
export type Tokens = ReadonlyMap<string, string>

/** Half of them publish and half of them trade. */
export const publishers = ['publisher-1', 'publisher-2', 'publisher-3'] as const
export const traders = ['trader-1', 'trader-2', 'trader-3'] as const
const writers: readonly string[] = [...publishers, ...traders]

/** One call that is made again under its key until it is answered. */
export interface Wish {
  readonly account: string
  readonly mutation: 'publishDecision' | 'placeOrder'
  readonly idempotencyKey: string
  /** Null until it was answered. */
  answer: Result | null
}

export function wishes(count: number, round: number): Wish[] {
  return Array.from({ length: count }, (_, index) => {
    const account = writers[index % writers.length] ?? ''
    const mutation = account.startsWith('publisher') ? 'publishDecision' : 'placeOrder'
    return { account, mutation, idempotencyKey: `round ${round}, ${index}`, answer: null }
  })
}

const atOnce = 24
const fieldsOf = { publishDecision: {}, placeOrder: { quantityCoin: 0.001 } }

interface Fulfilling {
  readonly wanted: readonly Wish[]
  readonly onAnswer?: () => void
}

/** Makes the calls that have no answer yet, some at once, until all have one or the server is gone. */
export async function fulfill(
  server: Pick<RunningServer, 'httpUrl' | 'wsUrl'>,
  tokens: Tokens,
  { wanted, onAnswer = () => {} }: Fulfilling,
): Promise<void> {
  const open = wanted.filter(({ answer }) => answer === null)
  const work = async () => {
    for (let wish = open.shift(); wish; wish = open.shift()) {
      const { account, mutation, idempotencyKey } = wish
      const bot = httpBot(server, tokens.get(account) ?? null)
      wish.answer = await bot.do(mutation, { idempotencyKey, ...fieldsOf[mutation] })
      onAnswer()
    }
  }
  await Promise.allSettled(Array.from({ length: atOnce }, work))
}

export const isAnswered = ({ answer }: Wish) => answer !== null
/** Of the decision or the order that the call made. */
export const idOf = ({ answer }: Wish) => answer?.decision?.id ?? answer?.order?.id
