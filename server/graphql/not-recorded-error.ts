import type { GraphQLError } from 'graphql'
import type { HistoryHole } from '../domain/history-status.js'
import type { NotRecorded } from '../history/not-recorded.js'
import { iso } from '../lib/iso.js'
import { apiError } from './errors.js'

/** Names what is recorded, and what `argument` named is not. */
export function notRecorded({ atMs, range, lack }: NotRecorded, argument: string): GraphQLError {
  if (range === null) {
    const message = `Argument "${argument}": nothing is recorded, at ${iso(atMs)} or at any other time; "status { history { state } }" says why.`
    return apiError('NOT_RECORDED', message, { argument })
  }
  const allowed = { min: iso(range.fromMs), max: iso(range.toMs) }
  const message =
    lack === 'ACCOUNTS_REMOVED'
      ? `Argument "${argument}": what accounts were at ${iso(atMs)} was too old or too much, and was removed. They are kept from ${allowed.min} to ${allowed.max}.`
      : `Argument "${argument}": nothing is recorded at ${iso(atMs)}${inWords(lack)}. The recording reaches from ${allowed.min} to ${allowed.max}.`
  return apiError('NOT_RECORDED', message, { argument, allowed })
}

function inWords(lack: Exclude<NotRecorded['lack'], 'ACCOUNTS_REMOVED'>): string {
  if (lack === null) return ''
  if (lack === 'UNREADABLE') return ': what was kept of that time cannot be read'
  return `: ${holeInWords(lack)}`
}

function holeInWords({ fromMs, toMs, dropped }: HistoryHole): string {
  const span = `there is a hole from ${iso(fromMs)} to ${iso(toMs)}`
  return dropped === 0 ? `${span}, when the server did not run` : `${span}, in which ${dropped} events were dropped`
}
