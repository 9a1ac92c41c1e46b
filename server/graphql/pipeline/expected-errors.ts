import { GraphQLError } from 'graphql'
import { NotRecorded } from '../../history/not-recorded.js'
import { NobodyWaits, TooMuchWaits } from '../../lib/asker.js'
import { StoreUnavailable } from '../../storage/journal.js'
import { KeyReused } from '../../trading/brokerage.js'
import { apiError } from '../errors.js'
import { notRecorded } from '../not-recorded-error.js'
import { tooManyOperations } from './limit-errors.js'

const notKept = 'The store cannot be reached or is full; nothing was kept. Try again later.'
const tooSlow = 'The store took too long; nothing was kept. Ask for less at a time, or try again later.'
const mayBeKept =
  'The connection to the store was lost before the store confirmed the write, so it may have been kept. Try again with the same key: nothing is done twice.'

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
  if (cause instanceof StoreUnavailable) return apiError('STORE_UNAVAILABLE', wordsOf(cause))
  if (cause instanceof KeyReused) {
    const message = `Argument "input.idempotencyKey": ${cause.message}; use another.`
    return apiError('IDEMPOTENCY_KEY_REUSED', message, { argument: 'input.idempotencyKey' })
  }
  if (cause instanceof TooMuchWaits) {
    const message = 'Too many reads wait; ask for less at a time, or try again later.'
    return tooManyOperations(message, { max: cause.allowed, unit: 'reads' })
  }
  if (cause instanceof NotRecorded) return notRecorded(cause, 'at')
  if (cause instanceof NobodyWaits) return apiError('TIMED_OUT', 'The operation was given up.')
  return null
}

function wordsOf({ outcomeUnknown, isReached }: StoreUnavailable): string {
  if (outcomeUnknown) return mayBeKept
  return isReached ? tooSlow : notKept
}
