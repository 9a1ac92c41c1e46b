import type { GraphQLError } from 'graphql'
import type { HistoryHole } from '../domain/history-status.js'
import type { UnixMs } from '../domain/units.js'
import type { NotRecorded } from '../history/not-recorded.js'
import { iso } from '../lib/iso.js'
import { apiError } from './errors.js'

/** Names what is recorded, in a hole the nearest times, and what `argument` named is not. */
export function notRecorded({ atMs, range, lack }: NotRecorded, argument: string): GraphQLError {
  if (range === null) {
    const message = `Argument "${argument}": nothing is recorded, at ${iso(atMs)} or at any other time; "status { history { state } }" says why.`
    return apiError('NOT_RECORDED', message, { argument })
  }
  if (lack !== null && typeof lack === 'object') return inHole(atMs, lack, argument)
  const allowed = { min: iso(range.fromMs), max: iso(range.toMs) }
  const message =
    lack === 'ACCOUNTS_REMOVED'
      ? `Argument "${argument}": what accounts were at ${iso(atMs)} was too old or too much, and was removed. They are kept from ${allowed.min} to ${allowed.max}.`
      : `Argument "${argument}": nothing is recorded at ${iso(atMs)}${lack === 'UNREADABLE' ? ': what was kept of that time cannot be read' : ''}. The recording reaches from ${allowed.min} to ${allowed.max}.`
  return apiError('NOT_RECORDED', message, { argument, allowed })
}

function inHole(atMs: UnixMs, { fromMs, toMs, dropped }: HistoryHole, argument: string): GraphQLError {
  const values = [iso(fromMs), iso(toMs)]
  const why = dropped === 0 ? 'in which nobody recorded' : `in which ${dropped} events were dropped`
  const message = `Argument "${argument}": nothing is recorded at ${iso(atMs)}: there is a hole from ${values[0]} to ${values[1]}, ${why}. These two times are the nearest that are recorded.`
  return apiError('NOT_RECORDED', message, { argument, allowed: { values } })
}
