import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql'
import type { Commit, Committed } from '../../server/storage/journal.js'
import { httpBot } from './api/bot.js'
import { commitAndTell } from './commit-and-tell.js'
import { contractFiles } from './contract.js'
import type { SocketClient } from './socket-client.js'
import { until, type TestServer } from './start-server.js'
import { newClosedTrade, newDecision, newFill, newOrderEvent, newScore, order } from './store/records.js'
import { wholeSelection } from './whole-selection.js'

export const schema: GraphQLSchema = buildSchema(contractFiles.join('\n'))

export type Kind = 'query' | 'subscription'

export function rootFields(kind: Kind): readonly GraphQLField<unknown, unknown>[] {
  const root = kind === 'query' ? schema.getQueryType() : schema.getSubscriptionType()
  return Object.values(root?.getFields() ?? {})
}

/** The arguments of type ID of mutations and of their inputs, and all arguments of fields that are not roots. */
export function otherArguments(): { readonly ofMutations: readonly string[]; readonly below: readonly string[] } {
  const roots = [schema.getQueryType(), schema.getSubscriptionType(), schema.getMutationType()]
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const inputs = types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields()))
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ args }) => args)
  const below = types
    .filter(isObjectType)
    .filter((type) => !roots.includes(type))
    .flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args))
  const named = (all: readonly { readonly name: string }[]) => [...new Set(all.map(({ name }) => name))].sort()
  return {
    ofMutations: named([...mutations, ...inputs].filter(({ type }) => getNamedType(type).name === 'ID')),
    below: named(below),
  }
}

/** The operation that asks for all that a root field has. */
export function everythingOf(kind: Kind, field: GraphQLField<unknown, unknown>, args = ''): string {
  return `${kind} { ${field.name}${args && `(${args})`} ${wholeSelection(schema, getNamedType(field.type))} }`
}

/** The names of the fields of a type. */
export function fieldsOf(type: string): readonly string[] {
  const found = schema.getType(type)
  return isObjectType(found) ? Object.keys(found.getFields()) : []
}

/** One of everything that an account can do, as it is told to readers. */
export function oneOfEach(accountId: string, mark: string): Commit {
  const of = { accountId }
  const decision = newDecision({ ...of, id: `${mark}-d`, reasoning: mark, outcome: 'OPEN' })
  const done = order({ ...of, id: `${mark}-o`, status: 'FILLED', filledCoin: 0.5, averageFillPriceUsd: 84_000 })
  return {
    accountId,
    decisions: [decision],
    scores: [newScore({ ...of, id: `${mark}-s`, decisionId: decision.id })],
    orders: [done],
    orderEvents: [newOrderEvent({ ...of, id: `${mark}-e`, order: done })],
    fills: [newFill({ ...of, id: `${mark}-f`, orderId: done.id })],
    closedTrades: [newClosedTrade({ ...of, id: `${mark}-t` })],
  }
}

/** The ids of the records of `oneOfEach`, by the root field that lists or streams them. */
export const recordIds: Readonly<Record<string, (mark: string) => string>> = {
  decisions: (mark) => `${mark}-d`,
  orders: (mark) => `${mark}-o`,
  order: (mark) => `${mark}-o`,
  fills: (mark) => `${mark}-f`,
  closedTrades: (mark) => `${mark}-t`,
  newDecision: (mark) => `${mark}-d`,
  decisionScored: (mark) => `${mark}-s`,
  newFill: (mark) => `${mark}-f`,
  newOrder: (mark) => `${mark}-e`,
  newClosedTrade: (mark) => `${mark}-t`,
}

/** Opens a paper account. Answers the token of its owner. */
export async function openPaper(server: TestServer, id: string, visibility: 'PUBLIC' | 'PRIVATE'): Promise<string> {
  const token = await server.mint(id)
  await httpBot(server, token).do('openAccount', { name: `Name of ${id}`, visibility })
  return token
}

/** Subscribes, and waits until the server has attached the reader. */
export async function follow({ app }: TestServer, socket: SocketClient, subscription: Followed): Promise<void> {
  const { counts } = app.services
  const before = counts.members
  socket.subscribe(subscription.id, subscription.query, subscription.variables)
  await until(
    () => Promise.resolve(counts.members),
    (members) => members > before,
  )
}

interface Followed {
  readonly id: string
  readonly query: string
  readonly variables?: Record<string, unknown>
}

let decided = 0

/** An account makes so many decisions, each with an id of its own. */
export function decide(server: TestServer, accountId: string, count = 1): Promise<Committed> {
  const one = () => newDecision({ id: `${accountId}-${(decided += 1)}`, accountId })
  return does(server, { accountId, decisions: Array.from({ length: count }, one) })
}

export const does = ({ app }: TestServer, commit: Commit) => commitAndTell(app.services, commit)
