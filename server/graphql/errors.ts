import { GraphQLError, type ASTNode } from 'graphql'

/**
 * The values of `extensions.code`. They are part of the contract and never change their meaning. Where it applies,
 * `extensions.argument` names the argument, and `extensions.allowed` says what is accepted.
 */
export const errorCodes = {
  UNKNOWN_CURRENCY: 'The feed does not carry this currency.',
  UNKNOWN_EXPIRY: 'No options with this expiry are listed.',
  UNKNOWN_SYMBOL:
    'No option, or no instrument where any may be named, has this name, or a filter has a text that cannot be one.',
  UNKNOWN_ACCOUNT: 'There is no such account.',
  UNKNOWN_REPLAY: 'There is no such replay, it was closed, or it is of somebody else.',
  UNKNOWN_RECORDING: 'There is no recorded market with this id.',
  REPLAY_CLOSED: 'The replay that the stream ran on was closed. The message says why.',
  UNKNOWN_TOKEN: 'There is no token with this id.',
  UNKNOWN_CURSOR: 'The cursor was never given out.',
  OUT_OF_RANGE:
    'A number lies outside its allowed range, a list is too long, a span begins after its end, a time lies in the future, or an operation names too many times.',
  NOT_RECORDED: 'Nothing of the market is recorded at this time. The message names what is.',
  INVALID_INPUT: 'A field of an input does not hold what it may hold, or two arguments exclude each other.',
  UNAUTHENTICATED: 'A bearer token is needed, or the one that was sent is not accepted.',
  AUTHENTICATION_UNAVAILABLE: 'The keys that tokens are checked with cannot be fetched at present.',
  FORBIDDEN: 'The credentials lack a scope, which `extensions.scope` names, or no scope would allow it.',
  IDEMPOTENCY_KEY_REUSED: 'The key was used before, for another request.',
  STORE_UNAVAILABLE:
    'The store cannot be reached, is full or took too long. The message says whether a write may have been kept: try again with the same key.',
  INVALID_DATE: 'A date and time cannot be read.',
  BAD_USER_INPUT: 'A variable does not fit its type, or is null where the argument may not be.',
  BAD_REQUEST:
    'The request is no GraphQL request: the message names the part. HTTP answers 400, 404, 405, 406, 408, 415, 417, 421 or 431.',
  FOREIGN_PAGE:
    'A web page that may not use this server sent the request, or could have sent it. HTTP answers 403, also to an upgrade.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Documents are not kept here: send the text of the query.',
  OPERATION_NOT_ALLOWED: 'The server runs only the operations that it knows, and this is none of them.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation with this name, or several and none was named.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL, or holds more than a document may.',
  GRAPHQL_VALIDATION_FAILED: 'The document is not of this schema.',
  REQUEST_ENTITY_TOO_LARGE: 'The body is longer than 100 kB. HTTP answers 413.',
  TOO_MUCH_ASKED_FOR: 'The fields of the operation ask for more together than one answer may hold.',
  TIMED_OUT: 'The operation took too long and was given up. The message says whether a write may have been kept.',
  TOO_MANY_OPERATIONS: 'The socket, the address or the user runs as many operations or subscriptions as it may.',
  RATE_LIMITED: 'The address or the user did as much lately as it may. HTTP answers 429.',
  SLOW_READER: 'The reader fell too far behind and was ended; it may resume from its last event.',
  INTERNAL_SERVER_ERROR: 'A fault of ours; the log has it.',
} as const

export type ErrorCode = keyof typeof errorCodes

/** What is accepted, in one shape for all errors: only the parts that apply are there. */
export interface Allowed {
  /** What may be named, or looks most like what was named. */
  readonly values?: readonly string[]
  /** Numbers, or times as `DateTime` writes them. */
  readonly min?: number | string
  readonly max?: number | string
  /** What `max` counts, where that is not the value itself. */
  readonly unit?: string
  /** In words. */
  readonly text?: string
}

export interface ErrorDetails {
  /** Where in the document the value stands. */
  readonly node?: ASTNode
  readonly argument?: string
  readonly allowed?: Allowed
}

/** An error for the caller. It is sent as it is, and not logged as a fault of ours. */
export function apiError(code: ErrorCode, message: string, { node, ...details }: ErrorDetails = {}): GraphQLError {
  return new GraphQLError(message, { ...(node && { nodes: node }), extensions: { code, ...details } })
}

/** The commands that mint a token. A message has them at its end, without quotes: what is between quotes is cut when it is long. */
export const minting = {
  forAccount: (id: string) => `npm run token -- --account ${id}`,
  withScope: (scope: string) => `npm run token -- mint --name my-token --scope ${scope}`,
}

/** No credentials came and some are needed, or those that came are not accepted. */
export function unauthenticated(problem: string): GraphQLError {
  const commands = `This mints one for an account: ${minting.forAccount('<id>')}, and this one with another scope: ${minting.withScope('<scope>')}`
  const message = `${problem}: send a valid one as "Authorization: Bearer <token>". ${commands}`
  return refusedAccess('UNAUTHENTICATED', message, 401, 'Bearer')
}

/** No credentials came, and some with this scope are needed. */
export function needsScope(scope: string): GraphQLError {
  const message = `This needs a bearer token with the scope "${scope}". Send it as "Authorization: Bearer <token>". This mints one: ${minting.withScope(scope)}`
  return refusedAccess('UNAUTHENTICATED', message, 401, 'Bearer')
}

interface Forbidden extends Pick<ErrorDetails, 'argument'> {
  /** The one that would allow it. */
  readonly scope?: string
}

/** The credentials are good, but do not allow this. */
export function forbidden(message: string, { scope, argument }: Forbidden): GraphQLError {
  const wanted = scope === undefined ? '' : `, scope="${scope}"`
  const details = { ...(argument !== undefined && { argument }), ...(scope !== undefined && { scope }) }
  return refusedAccess('FORBIDDEN', message, 403, `Bearer error="insufficient_scope"${wanted}`, details)
}

function refusedAccess(
  code: ErrorCode,
  message: string,
  status: number,
  challenge: string,
  details: Forbidden = {},
): GraphQLError {
  const http = { status, headers: { 'WWW-Authenticate': challenge } }
  return new GraphQLError(message, { extensions: { code, ...details, http } })
}
