import type { GraphQLError } from 'graphql'
import { holdsToken } from '../../lib/bearer-token.js'
import type { KnownOperations } from './known-operations.js'
import { isNestedTooDeep, maxNesting } from './nesting.js'
import { badRequest, persistedQueryNotSupported, unknownDocument } from './request-errors.js'

const parts: readonly string[] = ['query', 'variables', 'operationName', 'extensions']

/** Says which part of what was sent is not a GraphQL request. Null if it is one. It repeats nothing of it but the name of a part. */
export function problemOf(params: unknown, known: KnownOperations | null): GraphQLError | null {
  if (!isObject(params)) return badRequest(`The request must be a JSON object with "query", not ${kindOf(params)}.`)
  const { query } = params
  if (isNestedTooDeep(params)) return badRequest(tooDeep)
  if (namesPersisted(params)) return noSuchDocument(known)
  const unknown = Object.keys(params).find((name) => !parts.includes(name) && params[name] != null)
  if (unknown !== undefined) {
    return badRequest(`The request has an unknown part${shownName(unknown)}; it may have ${parts.join(', ')}.`)
  }
  const wrong = wrongType(params)
  if (wrong !== null) return badRequest(wrong)
  return query == null || query === '' ? badRequest('"query" is missing: send the text of the operation.') : null
}

/** A name such as programs use. Anything else may be a secret that was sent by mistake. */
function shownName(name: string): string {
  return /^[a-z_]\w{0,39}$/i.test(name) && !holdsToken(name) ? ` "${name}"` : ''
}

/** Of a request or a message on a socket. */
export const tooDeep = `Its objects and lists are nested deeper than ${maxNesting} levels.`

/** Says in words which part has the wrong type. Null if none has; a part may be left out. */
function wrongType({ query, variables, operationName, extensions }: Record<string, unknown>): string | null {
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (value != null && !isObject(value)) return `"${name}" must be an object, not ${kindOf(value)}.`
  }
  for (const [name, value] of Object.entries({ operationName, query })) {
    if (value != null && typeof value !== 'string') return `"${name}" must be a text, not ${kindOf(value)}.`
  }
  return null
}

const idNames = ['documentId', 'doc_id', 'id']

/** Whether the request names a persisted document and sends no text, as Apollo, urql, Relay and others do. */
export function namesPersisted(params: unknown): params is Record<string, unknown> {
  if (!isObject(params) || (params.query != null && params.query !== '')) return false
  const { extensions } = params
  if (isObject(extensions) && extensions.persistedQuery != null) return true
  return idNames.some((name) => typeof params[name] === 'string')
}

/** The refusal of a document that is named without its text. */
export function noSuchDocument(known: KnownOperations | null): GraphQLError {
  return known ? unknownDocument() : persistedQueryNotSupported()
}

/** The request with the text of the document that it names, if that is a known one. Any other as it is. */
export function withKnownText(params: unknown, known: KnownOperations | null): unknown {
  if (!known || !namesPersisted(params)) return params
  const query = idsIn(params)
    .map((id) => known.textOf(id))
    .find((text) => text !== undefined)
  const { variables, operationName } = params
  return query === undefined ? params : { query, variables, operationName }
}

function idsIn({ extensions, ...params }: Record<string, unknown>): string[] {
  const { persistedQuery } = isObject(extensions) ? extensions : {}
  const hash = isObject(persistedQuery) ? persistedQuery.sha256Hash : undefined
  const ids = [hash, ...idNames.map((name) => params[name])].filter((id) => typeof id === 'string')
  // Apollo sends the hash alone.
  return ids.flatMap((id) => [id, `sha256:${id}`])
}

/** Why a part of a request may not be there twice. `name`: whatever was sent. */
export function givenTwice(name: string): string {
  const shown = [...parts, ...idNames].includes(name) ? `"${name}"` : 'A part'
  return `${shown} is given more than once.`
}

/** The parts of a query string or a form. Throws an error for the caller. */
export function paramsOf(search: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [name, value] of search) {
    const isKnown = Object.hasOwn(params, name)
    if (isKnown && [...parts, ...idNames].includes(name)) throw badRequest(givenTwice(name))
    if (!isKnown) params[name] = name === 'variables' || name === 'extensions' ? jsonOf(name, value) : value
  }
  if (params.operationName === '') delete params.operationName
  return params
}

function jsonOf(name: string, text: string | undefined): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`"${name}" is not valid JSON; leave it out, or send an object such as {"currency":"BTC"}.`)
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'an object'
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
