import { z } from 'zod'

const rule = z.strictObject({
  measure: z.enum(['MARK_PRICE_USD', 'INDEX_PRICE_USD', 'MARK_IV', 'VOLATILITY_INDEX']).nullable(),
  comparison: z.enum(['ABOVE', 'BELOW']).nullable(),
  value: z.number().nullable(),
  untilMs: z.number().nullable(),
})

const wireDecision = z.strictObject({
  action: z.enum(['BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE', 'HOLD']),
  symbol: z.string(),
  quantityCoin: z.number().nullable(),
  leverage: z.number().nullable(),
  stopLossUsd: z.number().nullable(),
  profitTargetUsd: z.number().nullable(),
  invalidation: z.string().nullable(),
  invalidationRule: rule.nullable(),
  confidence: z.number().nullable(),
  reasoning: z.string(),
})

/**
 * What a model must answer. It states types only, because many servers refuse schemas with bounds. `check-decision.ts` checks
 * the bounds of the numbers.
 */
export const answerSchema = z.strictObject({ decisions: z.array(wireDecision) })

export type WireDecision = z.infer<typeof wireDecision>

/** The same as JSON schema, for `response_format`. */
export const answerJsonSchema = z.toJSONSchema(answerSchema)

/** The parts of a chat completion that are read, as the OpenAI API has them. */
export const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
})
