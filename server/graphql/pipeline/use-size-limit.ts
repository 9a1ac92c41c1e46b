import { getOperationAST, type ExecutionArgs, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { apiError } from '../errors.js'
import { askedFor, type Asked } from './asked-for.js'

/** What one operation may ask for at most, over all its root fields. */
const maxAskedFor = 5_000
const maxRootFields = 50

/** Refuses queries and mutations that ask for more than one answer may hold. Nothing of them is executed. */
export function useSizeLimit(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = tooMuchAskedFor(args)
      if (refusal) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}

/** The error of an operation that asks for too much; null for any other. */
export function tooMuchAskedFor(args: ExecutionArgs): GraphQLError | null {
  const { schema, document, operationName, variableValues } = args
  const definition = getOperationAST(document, operationName)
  if (!definition) return null
  const operation = { schema, document, definition, variables: variableValues ?? {} }
  const message = tooMuch(askedFor(operation))
  if (message === null) return null
  const allowed = { sum: maxAskedFor, rootFields: maxRootFields }
  return apiError('TOO_MUCH_ASKED_FOR', message, { node: definition, allowed })
}

function tooMuch({ rootFields, sum }: Asked): string | null {
  if (rootFields > maxRootFields) {
    return `The operation has ${rootFields} root fields; at most ${maxRootFields} are allowed. Send several operations.`
  }
  if (sum <= maxAskedFor) return null
  const asked = Number.isFinite(sum) ? String(sum) : 'more than can be counted'
  return `The operation asks for ${asked}; at most ${maxAskedFor} is allowed, "first", "limit" and "points" of all fields together and each as often as it has names. Ask for less, page by page.`
}
