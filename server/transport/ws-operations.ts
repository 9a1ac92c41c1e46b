import { GraphQLError, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql'
import { CloseCode, type OperationResult, type ServerOptions, type SubscribePayload } from 'graphql-ws'
import type { Session } from '../auth/sessions.js'
import { readTheSame, type Viewer } from '../auth/viewer.js'
import { Subscription } from '../fanout/subscription.js'
import { forbidden } from '../graphql/errors.js'
import { mustExist } from '../graphql/must-exist.js'
import { authenticationError } from '../graphql/pipeline/authentication-error.js'
import { persistedQueryNotSupported, withoutInternals } from '../graphql/pipeline/request-errors.js'
import { isObject, namesPersisted } from '../graphql/pipeline/request-params.js'
import { sayNumber } from '../lib/say-number.js'
import { closeCodes } from './close-codes.js'
import { sayEnd } from './session-end.js'
import type { SocketOutbox } from './socket-outbox.js'
import type { TransportContext } from './transport-context.js'
import type { GammacastApi } from './yoga.js'

/** What belongs to one socket besides the protocol's own state. */
export interface SocketExtra {
  readonly outbox: SocketOutbox
  /** The `Authorization` header of the upgrade. Connection parameters count more. */
  readonly authorization: string | undefined
  /** Of who connected. Null until `connection_init` was accepted. */
  session: Session | null
  /** Characters of the operations that run, by their id. */
  readonly sizes: Map<string, number>
}

/** How many queries and subscriptions of one socket may run at a time. */
export const maxOperations = 1_000

/** How many characters they may have together, variables and extensions included. Each is kept while it runs. */
export const maxOperationChars = 4_000_000

/** Why one more operation may not run. */
function tooManyOperations(
  sizes: Map<string, number>,
  running: object,
  id: string,
  payload: SubscribePayload,
): GraphQLError | null {
  for (const known of sizes.keys()) if (known === id || !Object.hasOwn(running, known)) sizes.delete(known)
  // The new operation is already among them.
  if (Object.keys(running).length > maxOperations)
    return refusal(`${sayNumber(maxOperations)} operations`, maxOperations)
  const size = JSON.stringify(payload).length
  const sum = [...sizes.values()].reduce((total, one) => total + one, size)
  if (sum > maxOperationChars)
    return refusal(`operations of ${sayNumber(maxOperationChars)} characters`, maxOperationChars)
  sizes.set(id, size)
  return null
}

function refusal(most: string, allowed: number): GraphQLError {
  const message = `This socket runs ${most} already; complete some, or open another socket.`
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_OPERATIONS', allowed } })
}

type Hooks = 'onConnect' | 'onSubscribe' | 'onOperation' | 'onNext' | 'onError' | 'execute' | 'subscribe'

/** Sends the operations of a WebSocket through the same pipeline as HTTP requests. */
export function wsOperations(api: GammacastApi): Pick<ServerOptions<Record<string, unknown>, SocketExtra>, Hooks> {
  const { execute } = envelopedFor(api, {})
  return {
    onConnect: ({ extra, connectionParams }) => connect(api, extra, connectionParams),
    onSubscribe: ({ extra: { sizes, session }, subscriptions }, id, payload) => {
      const refused = tooManyOperations(sizes, subscriptions, id, payload)
      if (refused) return [refused]
      return argumentsOf(api, payload, mustExist(session, 'session'))
    },
    execute,
    subscribe: api.subscribe,
    // The outbox writes the results, many at once. graphql-ws gets only the end of the stream.
    onOperation: ({ extra }, id, _payload, _args, result) =>
      result instanceof Subscription ? result.deliverTo(extra.outbox.sinkFor(id)) : undefined,
    onNext: (_ctx, _id, _payload, _args, { errors, data }) =>
      errors ? { errors: errors.map(withoutInternals), ...(data !== undefined && { data }) } : undefined,
    onError: (_ctx, _id, _payload, errors) => errors.map(withoutInternals),
  }
}

/** Finds out who connected. Closes the socket when the credentials are not accepted. */
async function connect(api: GammacastApi, extra: SocketExtra, params: unknown): Promise<boolean> {
  const headers = isObject(params) ? params.headers : undefined
  const authorization = authorizationIn(params) ?? authorizationIn(headers) ?? extra.authorization
  try {
    const viewer = await api.authenticate(authorization)
    if (!extra.outbox.isOpen) return false
    extra.session = api.sessions.begin(viewer, (why) => extra.outbox.cutOff(CloseCode.Forbidden, sayEnd(why)))
    return true
  } catch (error) {
    const { extensions, message } = api.maskError(authenticationError(error))
    const code = extensions.code === 'UNAUTHENTICATED' ? CloseCode.Forbidden : closeCodes.tryAgainLater
    extra.outbox.close(code, message)
    return false
  }
}

async function authenticated(api: GammacastApi, token: string): Promise<Viewer> {
  try {
    return await api.authenticate(`Bearer ${token}`)
  } catch (error) {
    throw authenticationError(error)
  }
}

/** The running subscriptions were begun for what the viewer from before may read. So the new one must read the same. */
async function renew(api: GammacastApi, session: Session, token: string): Promise<Viewer> {
  const viewer = await authenticated(api, token)
  if (!readTheSame(viewer, session.viewer))
    throw forbidden('The new token does not read the same: open a new socket with it.')
  session.renew(viewer)
  return viewer
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

function envelopedFor({ yoga }: GammacastApi, context: OperationContext): Enveloped {
  return yoga.getEnveloped(context) as Enveloped
}

interface OperationContext extends TransportContext {
  readonly params?: Omit<SubscribePayload, 'id'>
}

/** The arguments with which graphql-ws executes an operation, or why it cannot be executed. */
async function argumentsOf(
  api: GammacastApi,
  { query, operationName, variables, extensions }: SubscribePayload,
  session: Session,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const params = { query, operationName, variables, extensions }
  if (namesPersisted(params)) return [persistedQueryNotSupported()]
  try {
    const { schema, parse, validate, contextFactory } = envelopedFor(api, {
      params,
      viewer: session.viewer,
      renew: (token) => renew(api, session, token),
    })
    const document = parse(query)
    const errors = validate(schema, document)
    if (errors.length > 0) return errors
    const contextValue = await contextFactory()
    return { schema, document, contextValue, operationName: operationName ?? null, variableValues: variables ?? null }
  } catch (error) {
    return [error instanceof GraphQLError ? error : api.maskError(error)]
  }
}
