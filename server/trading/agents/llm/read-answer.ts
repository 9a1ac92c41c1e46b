import type { z } from 'zod'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { answerSchema, completionSchema } from './answer-schema.js'
import { checkDecision } from './check-decision.js'
import { Unusable } from './unusable.js'

/** At most so many decisions are taken from one answer. */
const maxDecisions = 8

/** Takes secrets out of a text. */
type Hide = (text: string) => string

/**
 * The decisions in the body of a chat completion. Throws `Unusable` when anything in it is wrong. Decisions and error are both
 * published, so `hide` takes out secrets that the model repeats.
 */
export function readAnswer(body: string, view: AgentView, hide: Hide): readonly AgentDecision[] {
  const answer = parsed(answerSchema, jsonIn(contentOf(body, hide), hide), 'The answer', hide)
  if (answer.decisions.length === 0) throw new Unusable('The answer holds no decision')
  if (answer.decisions.length > maxDecisions) throw new Unusable(`The answer holds more than ${maxDecisions} decisions`)
  const decisions = answer.decisions.map((decision) => checkDecision(decision, view))
  const acting = decisions.filter(({ action }) => action !== 'HOLD')
  return acting.length > 0 ? acting : decisions.slice(0, 1)
}

function contentOf(body: string, hide: Hide): string {
  const { choices } = parsed(completionSchema, jsonOf(body, 'The response'), 'The response', hide)
  const [choice] = choices
  if (choice?.message.refusal) throw new Unusable(`The model refused: ${hide(choice.message.refusal)}`)
  if (choice?.finish_reason === 'length') throw new Unusable('The answer was cut off at its token limit')
  if (choice?.finish_reason === 'content_filter') throw new Unusable('The answer was held back by a content filter')
  if (!choice?.message.content) throw new Unusable('The answer is empty')
  return choice.message.content
}

/**
 * Models that were not held to a schema like to put a code fence around their JSON. Secrets are taken out of its texts, not
 * of the JSON, where a letter may be written as its code.
 */
function jsonIn(content: string, hide: Hide): unknown {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(content)
  return jsonOf(fenced?.[1] ?? content, 'The answer', (_key, value) =>
    typeof value === 'string' ? hide(value) : value,
  )
}

function jsonOf(text: string, what: string, revive?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, revive)
  } catch {
    throw new Unusable(`${what} is not JSON`)
  }
}

/** The value, if it has this shape. Throws `Unusable` otherwise. The path of a fault has words of the model too, so it goes through `hide`. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string, hide: Hide): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.')
  throw new Unusable(`${what} is not as asked for: ${hide(`${path ? `${path}: ` : ''}${issue?.message ?? 'unknown'}`)}`)
}
