import type { GraphQLError } from 'graphql'
import { isAnonymous, type Viewer } from '../../auth/viewer.js'
import type { Refusal } from '../../edge/request-judge.js'
import { rateLimited, secondsOf, tooManyOperations } from '../../graphql/pipeline/limit-errors.js'
import { sayNumber } from '../../lib/say-number.js'
import type { Admission } from '../../limits/admission.js'
import type { Place } from '../../limits/counted.js'
import { mostOf } from '../../limits/limits.js'
import { sourceOfUser, unknownSource, type Source } from '../../limits/source.js'
import { tooMany } from './connection-limits.js'

/** Who sent an operation, for limits: a user with a token, or else an address. */
export interface Caller {
  readonly isAnonymous: boolean
  readonly source: Source
}

interface From {
  readonly source?: Source | undefined
  readonly viewer?: Viewer | undefined
}

export function callerOf({ source = unknownSource, viewer }: From): Caller {
  if (viewer === undefined || isAnonymous(viewer)) return { isAnonymous: true, source }
  return { isAnonymous: false, source: sourceOfUser(viewer.id, source) }
}

/** Counts operations. Resolves to why they may not run. With none it only looks whether there were too many. */
export async function operationRefusal(
  admission: Admission,
  { source }: Pick<Caller, 'source'>,
  count = 1,
): Promise<GraphQLError | null> {
  const waitMs = await admission.take('operations', source, count)
  if (waitMs === null) return null
  const most = sayNumber(mostOf(admission.limits.operationsPerSecond, source))
  return rateLimited(`Too many operations: at most ${most} a second`, waitMs)
}

/**
 * Counts a request that is no operation (a page, a file, or one that is refused) as an operation of its address. Resolves
 * to why it is not even answered.
 */
export async function requestRefusal(
  admission: Admission,
  source: Source,
  rate: 'operations' | 'health' = 'operations',
): Promise<Refusal | null> {
  const waitMs = await admission.take(rate, source)
  if (waitMs === null) return null
  const most = sayNumber(mostOf(admission.limits.operationsPerSecond, source))
  return tooMany(`Too many requests: at most ${most} a second; try again in ${secondsOf(waitMs)} s`, waitMs)
}

/** Takes a place among the subscriptions of the caller. Answers why there is none. */
export function takeSubscription(admission: Admission, { source, isAnonymous }: Caller): Place | GraphQLError {
  const place = admission.subscriptions.take(source)
  if (place !== null) return place
  admission.refused('subscriptions', source)
  const most = mostOf(admission.limits.subscriptionsPerSource, source)
  const whose = isAnonymous ? 'This address' : 'This user'
  return tooManyOperations(`${whose} runs ${sayNumber(most)} subscriptions already; complete some.`, {
    max: most,
    unit: 'subscriptions',
  })
}
