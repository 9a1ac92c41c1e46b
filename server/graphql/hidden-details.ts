import { getNamedType, isInterfaceType, isObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import { isIn } from '../domain/account-set.js'
import type { Visibility } from '../domain/account.js'
import type { Refusal, RefusalOf } from '../domain/refusal.js'
import type { GraphqlContext } from './context.js'
import { forbidden, minting } from './errors.js'
import { selectedFields } from './selected-fields.js'

interface Written {
  readonly accountId: string
  /** Who sees the account, if the mutation opens it. */
  readonly opensAs: Visibility | null | undefined
}

/**
 * Whoever may write to a private account, but not read it, gets from a mutation what it did. What the account is besides
 * cannot be asked for with it. This is said before anything is done.
 */
export function refuseHiddenDetails(context: GraphqlContext, info: GraphQLResolveInfo, written: Written): void {
  if (!isHidden(context, written) || !info.fieldNodes.some((node) => asksForDetails(info, node, info.returnType)))
    return
  const scope = `account:read:${written.accountId}`
  const known = [...knownToWriters].join(' and ')
  throw forbidden(
    `The credentials lack the scope "${scope}". Select no fields of "Account" but ${known}. Or this mints a token that has it: ${minting.forAccount(written.accountId)}`,
    { scope },
  )
}

/** The answer to a mutation without what only those may know who may read the account. */
export function withoutHidden<Answer extends object>(
  context: GraphqlContext,
  answer: Answer | Refusal,
  written: Written,
): Answer {
  if (!('refused' in answer) || !isHidden(context, written)) return answer as Answer
  const { refused } = answer
  return { ...answer, ...untold[refused] } as Answer
}

type Untold = {
  readonly [K in Refusal['refused']]?: { readonly [Fact in keyof RefusalOf<K>]?: RefusalOf<K>[Fact] | null }
}

/** What stands in place of facts that tell of positions, of the worth of the account and of orders. */
const untold: Untold = {
  InsufficientMargin: { neededUsd: null, availableUsd: null, message: 'The account cannot put up the initial margin' },
  OrderNotOpen: { status: null, message: 'The account has no such order that is open' },
  PositionsLeft: { symbols: [], message: 'Positions of the account cannot be closed now' },
  NothingLeft: { filledCoin: null, message: 'The quantity is not above what was filled already' },
  NoPosition: { message: 'The account has no position in this instrument' },
}

function isHidden({ live, services, viewer }: GraphqlContext, { accountId, opensAs }: Written): boolean {
  if (isIn(viewer.scopes.readable, accountId)) return false
  return services.brokerage.kindOf(accountId) === null ? opensAs === 'PRIVATE' : !live.accounts.sees(accountId)
}

/** They name the account by its id, and its kind decides which mutations it takes. */
const knownToWriters: ReadonlySet<string> = new Set(['id', 'kind'])

function asksForDetails(info: GraphQLResolveInfo, { selectionSet }: FieldNode, type: unknown): boolean {
  if (!selectionSet) return false
  const fragmentOf = (name: string) => info.fragments[name]
  return selectedFields(selectionSet, { fragmentOf }).some(({ node, condition }) => {
    const parent = condition ? info.schema.getType(condition.name.value) : getNamedType(type as never)
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
    if (!field) return false
    const isDetail = parent?.name === 'Account' && !knownToWriters.has(node.name.value)
    return isDetail || asksForDetails(info, node, field.type)
  })
}
