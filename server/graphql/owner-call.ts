import { createHash } from 'node:crypto'
import { lengths } from '../domain/limits.js'
import type { Call } from '../trading/brokerage.js'
import type { GraphqlContext } from './context.js'
import { lineInput } from './input-checks.js'
import { writerOf } from './writer.js'

type Keyed = { readonly idempotencyKey: string }

/** The call behind a mutation: who, under what key, and a digest of all else that was asked for. */
export async function ownerCall(
  mutation: string,
  input: Keyed,
  context: GraphqlContext,
  fieldsOf: (asked: unknown) => unknown = withoutNulls,
): Promise<Call> {
  const accountId = await writerOf(context)
  const { idempotencyKey, ...asked } = input
  lineInput('idempotencyKey', idempotencyKey, lengths.idempotencyKey)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([mutation, fieldsOf(asked)]))
    .digest('hex')
  return { accountId, idempotencyKey, fingerprint }
}

/** A field of an input that is null asks for what it asks for when it is left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field != null)
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]))
}
