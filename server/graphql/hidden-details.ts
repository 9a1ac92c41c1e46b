import { getNamedType, isInterfaceType, isObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql'
import { isIn } from '../domain/account-set.js'
import type { Visibility } from '../domain/account.js'
import type { GraphqlContext } from './context.js'
import { forbidden } from './errors.js'
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
    `The credentials lack the scope "${scope}", which fields of "Account" other than ${known} need.`,
    scope,
  )
}

function isHidden({ accounts, services, viewer }: GraphqlContext, { accountId, opensAs }: Written): boolean {
  if (isIn(viewer.scopes.readable, accountId)) return false
  return services.brokerage.kindOf(accountId) === null ? opensAs === 'PRIVATE' : !accounts.sees(accountId)
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
