import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { ErrorCode, ErrorDetails } from '../errors.js'
import { briefError } from './brief-error.js'

/** A request that is not a GraphQL request. The HTTP status is the same whatever the client accepts. */
export function badRequest(message: string, status = 400, { headers, ...details }: Details = {}): GraphQLError {
  const code = 'BAD_REQUEST' satisfies ErrorCode
  return new GraphQLError(message, { extensions: { code, ...details, http: { status, ...(headers && { headers }) } } })
}

interface Details extends Pick<ErrorDetails, 'allowed'> {
  /** Of the HTTP answer. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Apollo and urql look for these words. They then send the text of the query. */
export function persistedQueryNotSupported(): GraphQLError {
  const code = 'PERSISTED_QUERY_NOT_SUPPORTED' satisfies ErrorCode
  return new GraphQLError('PersistedQueryNotSupported', { extensions: { code, http: requestErrorStatus } })
}

/** Only documents that are known may run, and this is none of them. */
export function unknownDocument(): GraphQLError {
  const code = 'OPERATION_NOT_ALLOWED' satisfies ErrorCode
  const message = 'This server runs only the operations that it knows; this document is none of them.'
  return new GraphQLError(message, { extensions: { code, http: requestErrorStatus } })
}

export function unknownOperation(name: string | null | undefined, names: readonly string[]): GraphQLError {
  const listed = names.length > 0 ? `: it has ${names.slice(0, 20).join(', ')}` : ''
  const message =
    name == null
      ? `"operationName" is missing: the document has several operations or none${listed}.`
      : `"operationName" names no operation of the document${listed}.`
  const code = 'OPERATION_RESOLUTION_FAILURE' satisfies ErrorCode
  return new GraphQLError(message, { extensions: { code, argument: 'operationName', http: requestErrorStatus } })
}

/** A GraphQL request that fails before execution: 400, or 200 for a client that accepts only `application/json`. */
export const requestErrorStatus = { spec: true, status: 400 } as const

/** An error as clients see it: cut, and without the parts for the HTTP server. */
export function withoutInternals(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...rest } = briefError(error).toJSON()
  const shown = Object.entries(extensions ?? {}).filter(([name]) => name !== 'http' && name !== 'unexpected')
  return shown.length === 0 ? rest : { ...rest, extensions: Object.fromEntries(shown) }
}
