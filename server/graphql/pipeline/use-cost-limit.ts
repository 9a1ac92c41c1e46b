import { getOperationAST, type ExecutionArgs, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { sayNumber } from '../../lib/say-number.js'
import { apiError } from '../errors.js'
import { operationCost } from './operation-cost.js'
import { maxAnswerBytes } from './use-answer-limit.js'

/** Refuses queries and mutations whose answer would cost too much. Nothing of them is executed. */
export function useCostLimit(maxCost: number): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = tooMuchAskedFor(args, maxCost)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}

const less = 'Ask for less with "first", "limit" or "points", for fewer fields, or'

/** The error of an operation that asks for too much; null for any other. */
export function tooMuchAskedFor(args: ExecutionArgs, maxCost: number): GraphQLError | null {
  const { schema, document, operationName, variableValues } = args
  const definition = getOperationAST(document, operationName)
  if (!definition) return null
  const { units, nameBytes } = operationCost({ schema, document, definition, variables: variableValues ?? {} })
  if (units > maxCost) {
    const said = Number.isFinite(units) ? sayNumber(units) : 'more than can be counted'
    const message = `The operation costs ${said}; at most ${sayNumber(maxCost)} is allowed. ${less} for each under one name.`
    return apiError('TOO_MUCH_ASKED_FOR', message, { node: definition, allowed: { max: maxCost, unit: 'cost' } })
  }
  if (nameBytes <= maxAnswerBytes) return null
  const message = `The names of its fields alone may fill ${sayNumber(nameBytes)} bytes of the answer; at most ${sayNumber(maxAnswerBytes)} are sent. ${less} under shorter names.`
  return apiError('TOO_MUCH_ASKED_FOR', message, { node: definition, allowed: { max: maxAnswerBytes, unit: 'bytes' } })
}
