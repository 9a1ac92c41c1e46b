import { getOperationAST, type ExecutionArgs, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { sayNumber } from '../../lib/say-number.js'
import { apiError } from '../errors.js'
import { operationCost } from './operation-cost.js'

/** Refuses queries and mutations whose answer would cost too much. Nothing of them is executed. */
export function useCostLimit(maxCost: number): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = tooMuchAskedFor(args, maxCost)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}

/** The error of an operation that asks for too much; null for any other. */
export function tooMuchAskedFor(args: ExecutionArgs, maxCost: number): GraphQLError | null {
  const { schema, document, operationName, variableValues } = args
  const definition = getOperationAST(document, operationName)
  if (!definition) return null
  const cost = operationCost({ schema, document, definition, variables: variableValues ?? {} })
  if (cost <= maxCost) return null
  const said = Number.isFinite(cost) ? sayNumber(cost) : 'more than can be counted'
  const fix = 'Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.'
  const message = `The operation costs ${said}; at most ${sayNumber(maxCost)} is allowed. ${fix}`
  return apiError('TOO_MUCH_ASKED_FOR', message, { node: definition, allowed: { cost: maxCost } })
}
