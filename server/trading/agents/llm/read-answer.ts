import type { z } from 'zod'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { answerSchema, completionSchema } from './answer-schema.js'
import { checkDecision } from './check-decision.js'
import { Unusable } from './unusable.js'

/** At most so many decisions are taken from one answer. */
const maxDecisions = 8

/** The decisions in the body of a chat completion. Throws `Unusable` for whatever is wrong with it. */
export function readAnswer(body: string, view: AgentView): readonly AgentDecision[] {
  const answer = parsed(answerSchema, jsonIn(contentOf(body)), 'The answer')
  if (answer.decisions.length === 0) throw new Unusable('The answer holds no decision')
  if (answer.decisions.length > maxDecisions) throw new Unusable(`The answer holds more than ${maxDecisions} decisions`)
  const decisions = answer.decisions.map((decision) => checkDecision(decision, view))
  const acting = decisions.filter(({ action }) => action !== 'HOLD')
  return acting.length > 0 ? acting : decisions.slice(0, 1)
}

function contentOf(body: string): string {
  const { choices } = parsed(completionSchema, jsonOf(body, 'The response'), 'The response')
  const [choice] = choices
  if (choice?.message.refusal) throw new Unusable(`The model refused: ${choice.message.refusal}`)
  if (choice?.finish_reason === 'length') throw new Unusable('The answer was cut off at its token limit')
  if (choice?.finish_reason === 'content_filter') throw new Unusable('The answer was held back by a content filter')
  if (!choice?.message.content) throw new Unusable('The answer is empty')
  return choice.message.content
}

/** Models that were not held to a schema like to put a code fence around their JSON. */
function jsonIn(content: string): unknown {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(content)
  return jsonOf(fenced?.[1] ?? content, 'The answer')
}

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unusable(`${what} is not JSON`)
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.')
  throw new Unusable(`${what} is not as asked for: ${path ? `${path}: ` : ''}${issue?.message ?? 'unknown'}`)
}
