import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql'
import { CloseCode, type OperationResult, type ServerOptions, type SubscribePayload } from 'graphql-ws'
import type { Session } from '../../auth/sessions.js'
import { readTheSame, type Viewer } from '../../auth/viewer.js'
import { Subscription } from '../../fanout/subscription.js'
import { forbidden } from '../../graphql/errors.js'
import { mustExist } from '../../graphql/must-exist.js'
import { authenticationError } from '../../graphql/pipeline/authentication-error.js'
import { tooManyOperations } from '../../graphql/pipeline/limit-errors.js'
import { withoutInternals } from '../../graphql/pipeline/request-errors.js'
import { isObject, namesPersisted, noSuchDocument } from '../../graphql/pipeline/request-params.js'
import { NobodyWaits } from '../../lib/asker.js'
import type { Admission } from '../../limits/admission.js'
import type { Source } from '../../limits/source.js'
import { callerOf, operationRefusal } from '../links/callers.js'
import { closeCodes } from '../socket/close-codes.js'
import type { SocketOutbox } from '../socket/socket-outbox.js'
import { askerOf } from '../yoga/operation-of.js'
import { sayEnd } from '../yoga/session-end.js'
import type { TransportContext } from '../yoga/transport-context.js'
import type { GammacastApi } from '../yoga/yoga.js'
import type { SocketGuard } from './socket-guard.js'

/** What belongs to one socket besides the protocol's own state. */
export interface SocketExtra {
  readonly outbox: SocketOutbox
  /** The `Authorization` header of the upgrade, until somebody has connected. Connection parameters count more. */
  authorization: string | undefined
  /** Of who connected. Null until `connection_init` was accepted. */
  session: Session | null
  readonly source: Source
  readonly guard: SocketGuard
}

type Hooks = 'onConnect' | 'onSubscribe' | 'onOperation' | 'onNext' | 'onError' | 'execute' | 'subscribe'

/** Sends the operations of a WebSocket through the same pipeline as HTTP requests. */
export function wsOperations(
  api: GammacastApi,
  admission: Admission,
): Pick<ServerOptions<Record<string, unknown>, SocketExtra>, Hooks> {
  return {
    onConnect: (context) => {
      const { extra, connectionParams } = context
      // graphql-ws would keep them while the socket is open.
      Object.assign(context, { connectionParams: undefined })
      return connect(api, extra, connectionParams)
    },
    onSubscribe: async ({ extra, subscriptions }, id, payload) => {
      const { guard, source } = extra
      const operation = mustExist(guard.operation(id), 'operation')
      const session = mustExist(extra.session, 'session')
      const caller = callerOf({ source, viewer: session.viewer })
      const refused = guard.refusal() ?? (await operationRefusal(admission, caller))
      if (refused) return [refused]
      const { stop } = operation
      const isWanted = await hasTurn(api, { connection: extra, source, viewer: session.viewer, stop })
      // The client completed it meanwhile. graphql-ws sends no error then.
      if (!isWanted || !Object.hasOwn(subscriptions, id)) return [new GraphQLError('Completed')]
      const { viewer } = session
      const context = { connection: extra, source, viewer, stop, renew: (token: string) => renew(api, extra, token) }
      const args = await argumentsOf(api, payload, context)
      const refusedToSubscribe = isSubscription(args) ? guard.subscriptionRefusal(operation, caller) : null
      return refusedToSubscribe ? [refusedToSubscribe] : args
    },
    execute: envelopedFor(api).execute,
    subscribe: api.subscribe,
    // The outbox writes the results, many at once.
    onOperation: ({ extra, subscriptions }, id, _payload, _args, result) => {
      const isWanted = Object.hasOwn(subscriptions, id)
      if (result instanceof Subscription) {
        if (isWanted) mustExist(extra.guard.operation(id), 'operation').streams(result)
        else result.leave()
        // Then graphql-ws ends its part without a word, and keeps nothing of the operation.
        Reflect.deleteProperty(subscriptions, id)
        return undefined
      }
      // The answer is serialized already. graphql-ws would do it again.
      if (!('stringify' in result)) return undefined
      if (isWanted) extra.outbox.sendAnswer(id, (result as Serialized).stringify())
      return nothingMore()
    },
    onNext: (_ctx, _id, _payload, _args, { errors, data }) =>
      errors ? { errors: errors.map(withoutInternals), ...(data !== undefined && { data }) } : undefined,
    onError: (_ctx, _id, _payload, errors) => errors.map(withoutInternals),
  }
}

/** Resolves when the turn of the operation has come: to false if nobody waits for it any more. */
async function hasTurn({ turns }: GammacastApi, context: TransportContext): Promise<boolean> {
  try {
    await turns.begin(askerOf(context))
    return true
  } catch (error) {
    if (error instanceof NobodyWaits) return false
    throw error
  }
}

/** Finds out who connected. Closes the socket when the credentials are not accepted. */
async function connect(api: GammacastApi, extra: SocketExtra, params: unknown): Promise<boolean> {
  const headers = isObject(params) ? params.headers : undefined
  const authorization = authorizationIn(params) ?? authorizationIn(headers) ?? extra.authorization
  try {
    const viewer = await api.authenticate(authorization, extra.source)
    if (!extra.outbox.isOpen) return false
    const refusal = extra.guard.userRefusal(callerOf({ source: extra.source, viewer }))
    if (refusal !== null) {
      extra.outbox.closeAtFault(closeCodes.tryAgainLater, refusal)
      return false
    }
    extra.session = api.sessions.begin(viewer, (why) => extra.outbox.cutOff(CloseCode.Forbidden, sayEnd(why)))
    extra.authorization = undefined
    return true
  } catch (error) {
    const { extensions, message } = api.maskError(authenticationError(error))
    const code = extensions.code === 'UNAUTHENTICATED' ? CloseCode.Forbidden : closeCodes.tryAgainLater
    extra.outbox.closeAtFault(code, message)
    return false
  }
}

async function authenticated(api: GammacastApi, token: string, source: Source): Promise<Viewer> {
  try {
    return await api.authenticate(`Bearer ${token}`, source)
  } catch (error) {
    throw authenticationError(error)
  }
}

/**
 * Gives the socket another token. Its subscriptions were begun for what the viewer before may read, so the new viewer must be
 * able to read the same. The socket takes a place among those of the new user.
 */
async function renew(
  api: GammacastApi,
  { session, guard, outbox, source }: SocketExtra,
  token: string,
): Promise<Viewer> {
  const running = mustExist(session, 'session')
  const viewer = await authenticated(api, token, source)
  if (!readTheSame(viewer, running.viewer))
    throw forbidden(
      'Argument "token": the new token does not read the same as the one before. Open a new socket with it.',
      {
        argument: 'token',
      },
    )
  if (!outbox.isOpen) return viewer
  const refusal = viewer.id === running.viewer.id ? null : guard.userRefusal(callerOf({ source, viewer }))
  if (refusal !== null) throw tooManyOperations(refusal, null)
  running.renew(viewer)
  return viewer
}

/** A result as `useAnswerLimit` leaves it. */
interface Serialized {
  stringify(): string
}

/** For graphql-ws: it sends the end of the operation. */
async function* nothingMore(): AsyncGenerator<never, void> {}

function isSubscription(args: ExecutionArgs | readonly GraphQLError[]): args is ExecutionArgs {
  if (!('document' in args)) return false
  return getOperationAST(args.document, args.operationName)?.operation === OperationTypeNode.SUBSCRIPTION
}

/** The value of `authorization`, in upper or lower case. An empty one counts as not sent. */
function authorizationIn(params: unknown): unknown {
  if (!isObject(params)) return undefined
  return Object.entries(params).find(
    ([name, value]) => /^authorization$/i.test(name) && value != null && value !== '',
  )?.[1]
}

/** What Yoga's `getEnveloped` answers. Its own types say `any`. */
interface Enveloped {
  readonly schema: GraphQLSchema
  parse(source: string): DocumentNode
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[]
  contextFactory(): Promise<unknown>
  execute(args: ExecutionArgs): OperationResult
}

function envelopedFor({ yoga }: GammacastApi, context: Partial<OperationContext> = {}): Enveloped {
  return yoga.getEnveloped(context) as Enveloped
}

interface OperationContext extends TransportContext {
  readonly params?: Omit<SubscribePayload, 'id'>
}

/** The arguments with which graphql-ws executes an operation, or why it cannot be executed. */
async function argumentsOf(
  api: GammacastApi,
  { query, operationName, variables, extensions }: SubscribePayload,
  context: TransportContext,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const params = { query, operationName, variables, extensions }
  if (namesPersisted(params)) return [noSuchDocument(api.known)]
  try {
    const { schema, parse, validate, contextFactory } = envelopedFor(api, { ...context, params })
    const document = parse(query)
    const errors = validate(schema, document)
    if (errors.length > 0) return errors
    const contextValue = await contextFactory()
    return { schema, document, contextValue, operationName: operationName ?? null, variableValues: variables ?? null }
  } catch (error) {
    return [error instanceof GraphQLError ? error : api.maskError(error)]
  }
}
