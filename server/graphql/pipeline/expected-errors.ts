import { GraphQLError } from 'graphql'
import { StoreUnavailable } from '../../storage/journal.js'
import { KeyReused } from '../../trading/brokerage.js'
import { apiError } from '../errors.js'

/** Turns a failure that a caller can act on into an error for the caller. Null for any other failure. */
export function expectedError(error: unknown): GraphQLError | null {
  const cause = error instanceof GraphQLError ? error.originalError : error
  const shown = shownAs(cause)
  if (!shown || !(error instanceof GraphQLError)) return shown
  const { nodes, path } = error
  return new GraphQLError(shown.message, {
    ...(nodes && { nodes }),
    ...(path && { path }),
    extensions: shown.extensions,
  })
}

function shownAs(cause: unknown): GraphQLError | null {
  if (cause instanceof StoreUnavailable) {
    return apiError('STORE_UNAVAILABLE', 'The store cannot be reached or is full; nothing was kept. Try again later.')
  }
  if (cause instanceof KeyReused) {
    const message = `Argument "input.idempotencyKey": ${cause.message}; use another.`
    return apiError('IDEMPOTENCY_KEY_REUSED', message, { argument: 'input.idempotencyKey' })
  }
  return null
}
