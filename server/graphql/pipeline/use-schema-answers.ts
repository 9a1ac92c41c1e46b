import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import { jsonWithin } from '../../lib/bounded-json.js'
import { documentBytes } from './document-cache.js'
import { maxAnswerBytes, serialized } from './use-answer-limit.js'

/** What all answers that are kept may have together, with the documents that ask for them. */
const maxKeptBytes = 4_194_304

/**
 * Keeps what the schema says of itself. It never changes, takes some milliseconds to tell, and tools ask all the same. The
 * cache of documents gives equal questions the same operation.
 */
export function useSchemaAnswers(): Plugin {
  const answers = new LRUCache<OperationDefinitionNode, ExecutionResult>({
    maxSize: maxKeptBytes,
  })
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const question = schemaQuestion(args)
      if (!question) return
      const execute = executeFn as (executed: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
      setExecuteFn((executed: ExecutionArgs) => {
        const known = answers.get(question)
        if (known) return known
        const result = execute(executed)
        if (result instanceof Promise || result.errors) return result
        const json = jsonWithin(maxAnswerBytes, result)
        if (json === null) return result
        const answer = serialized(result, json)
        answers.set(question, answer, { size: json.length + questionBytes(args) })
        return answer
      })
    },
  }
}

const aboutSchema: ReadonlySet<string> = new Set(['__schema', '__type', '__typename'])

/** The operation, if it asks for nothing but the schema and takes no variables. */
function schemaQuestion({ document, operationName }: ExecutionArgs): OperationDefinitionNode | null {
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.QUERY || operation.variableDefinitions?.length) return null
  const { selections } = operation.selectionSet
  return selections.every((one) => one.kind === Kind.FIELD && aboutSchema.has(one.name.value)) ? operation : null
}

/** An operation keeps its whole document, and the text of it. */
function questionBytes({ document }: ExecutionArgs): number {
  return documentBytes(document, document.loc?.source.body ?? '')
}
