import type { RunningServer } from '../run-server.js'
import { httpBot } from './bot.js'
import type { Result } from './mutations.js'

type Write = 'publishDecision' | 'placeOrder'

/** One call that is made again under its key until it is answered. */
export interface Wish {
  readonly mutation: Write
  readonly idempotencyKey: string
  /** Null until it was answered. */
  answer: Result | null
}

export function wishes(count: number, round: number): Wish[] {
  return Array.from({ length: count }, (_, index) => ({
    mutation: index % 2 === 0 ? 'publishDecision' : 'placeOrder',
    idempotencyKey: `round ${round}, ${index}`,
    answer: null,
  }))
}

export interface Tokens {
  readonly publisher: string
  readonly trader: string
}

const atOnce = 10
const fieldsOf = { publishDecision: {}, placeOrder: { quantityCoin: 0.0001 } }

/** Makes the calls that have no answer yet, some at once, until all have one or the server is gone. */
export async function fulfil(
  server: RunningServer,
  tokens: Tokens,
  { wanted, onAnswer = () => {} }: { readonly wanted: readonly Wish[]; readonly onAnswer?: () => void },
): Promise<void> {
  const bots = { publishDecision: httpBot(server, tokens.publisher), placeOrder: httpBot(server, tokens.trader) }
  const open = wanted.filter(({ answer }) => answer === null)
  const work = async () => {
    for (let wish = open.shift(); wish; wish = open.shift()) {
      const { mutation, idempotencyKey } = wish
      wish.answer = await bots[mutation].do(mutation, { idempotencyKey, ...fieldsOf[mutation] })
      onAnswer()
    }
  }
  await Promise.allSettled(Array.from({ length: atOnce }, work))
}
