import { Secrets, secretsIn } from '../../../lib/secrets.js'
import { hold } from '../hold.js'
import type { TradingAgent } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { duration } from '../wording.js'
import { chatCompletions } from './chat-completion.js'
import { describeView, instructions } from './prompt.js'
import { readAnswer } from './read-answer.js'
import { Unusable } from './unusable.js'

/** Its name for people, unless it is given another. */
export const llmName = 'Language model'

export interface LlmOptions {
  readonly currency?: string
  /** Name for people. */
  readonly name?: string
  /** Of the chat completions themselves, as `https://api.example.com/v1/chat/completions`. */
  readonly url: string
  readonly model: string
  /** Null for servers that want none. Shown and logged nowhere. */
  readonly key: string | null
  /** From the question to the end of the answer. */
  readonly timeoutMs: number
  readonly fetch?: typeof fetch
}

/**
 * Lets a language model decide, behind any endpoint of the OpenAI chat completions API. An answer is used whole or not at all.
 * After a refusal, a timeout, an error of the server or an answer with one impossible part, the agent decides a single HOLD
 * whose `error` says what was wrong. The confidence is the one that the model says.
 */
export function llmAgent(options: LlmOptions): TradingAgent {
  const { currency = 'BTC', name = llmName, model, timeoutMs } = options
  const complete = chatCompletions({ fetch: globalThis.fetch, ...options })
  const secrets = new Secrets()
  secrets.add([...(options.key === null ? [] : [options.key]), ...secretsIn(options.url)])
  return {
    name,
    model,
    currency,
    async decide(view, signal) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const question = { system: instructions, user: describeView(view) }
      try {
        return readAnswer(await complete(question, AbortSignal.any([signal, deadline])), view, secrets.hide)
      } catch (thrown) {
        if (!(thrown instanceof Unusable)) throw thrown
        const late = deadline.aborted ? `The model did not answer within ${duration(timeoutMs)}` : thrown.message
        const error = signal.aborted ? 'The question was withdrawn' : late
        return [
          { ...hold(perpetualSymbol(view), 'Leaving everything as it is: the model gave no usable answer.'), error },
        ]
      }
    },
  }
}
