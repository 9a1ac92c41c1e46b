import { createHash } from 'node:crypto'
import type { GraphQLResolveInfo } from 'graphql'
import type { Visibility } from '../domain/account.js'
import { lengths } from '../domain/limits.js'
import type { UnixMs } from '../domain/units.js'
import { MayNoLonger, type Answers, type CommandKind, type Wishes } from '../trading/brokerage.js'
import type { GraphqlContext } from './context.js'
import { refuseHiddenDetails, withoutHidden } from './hidden-details.js'
import { lineInput } from './input-checks.js'
import { stillAccepted } from './still-accepted.js'
import { writerOf } from './writer.js'

type Keyed = {
  readonly idempotencyKey: string
  readonly account?: string | null
  readonly visibility?: Visibility | null
}

/**
 * The resolver of a mutation. It makes a command (account, key, wish) and has it carried out. `wishOf` checks the
 * input. `askedFor` is the part of the input that makes it another request when the key is the same.
 */
export function mutation<K extends CommandKind, Input extends Keyed>(
  kind: K,
  wishOf: (input: Input, nowMs: UnixMs) => Wishes[K],
  askedFor: (input: Input) => unknown = withoutNulls,
) {
  return async (
    _root: unknown,
    { input }: { readonly input: Input },
    context: GraphqlContext,
    info: GraphQLResolveInfo,
  ): Promise<Answers[K]> => {
    const accountId = writerOf(context, kind, input.account)
    const written = { accountId, opensAs: input.visibility }
    refuseHiddenDetails(context, info, written)
    const idempotencyKey = lineInput('idempotencyKey', input.idempotencyKey, lengths.idempotencyKey)
    const { viewer, services } = context
    const {
      brokerage,
      sessions,
      live: { clock },
    } = services
    const fingerprint = digestOf([kind, askedFor({ ...input, account: undefined, idempotencyKey: undefined })])
    const call = { accountId, idempotencyKey, fingerprint, ...(input.visibility && { opensAs: input.visibility }) }
    const command = { kind, ...call, wish: wishOf(input, clock.now()) }
    try {
      const answer = await brokerage.carryOut(command, () => sessions.endOf(viewer) === null)
      return withoutHidden(context, answer, written)
    } catch (error) {
      if (error instanceof MayNoLonger) stillAccepted(services, viewer)
      throw error
    }
  }
}

function digestOf(asked: unknown): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex')
}

/** In an input, null means the same as left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field != null)
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]))
}
