import type { DocumentNode, ExecutionArgs, GraphQLSchema } from 'graphql'
import { GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws'
import type { SocketOutbox } from './socket-outbox.js'
import type { DirectDelivery } from '../graphql/context.js'
import { isObject, namesPersisted } from '../graphql/pipeline/request-params.js'
import { persistedQueryNotSupported, withoutInternals } from '../graphql/pipeline/request-errors.js'
import type { GammacastYoga, TransportContext } from './yoga.js'

/** What belongs to one socket besides the protocol's own state. */
export interface SocketExtra {
  readonly outbox: SocketOutbox
  /** The header of the upgrade. The connection's parameters go before it. */
  readonly authorization: string | undefined
}

/** So many queries and subscriptions of one socket may run at a time. */
export const maxOperations = 1_000

function tooManyOperations(): GraphQLError {
  const message = `This socket runs ${maxOperations} operations already; complete some, or open another socket.`
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_OPERATIONS', allowed: maxOperations } })
}

type Hooks = 'onSubscribe' | 'onNext' | 'onError' | 'execute' | 'subscribe'

/** Sends the operations of a WebSocket through the same pipeline as HTTP requests. */
export function wsOperations(
  yoga: GammacastYoga,
  maskError: (error: unknown) => GraphQLError,
): Pick<ServerOptions<Record<string, unknown>, SocketExtra>, Hooks> {
  return {
    onSubscribe: ({ extra, subscriptions, connectionParams }, id, payload) => {
      // Holds this one already.
      if (Object.keys(subscriptions).length > maxOperations) return [tooManyOperations()]
      return prepare(yoga, maskError, payload, {
        direct: { sink: extra.outbox.sinkFor(id), subscription: null },
        authorization:
          authorizationIn(connectionParams) ?? authorizationIn(connectionParams?.headers) ?? extra.authorization,
      })
    },
    execute: (args) => pipelineOf(args).execute(args),
    subscribe,
    onNext: (_ctx, _id, _payload, _args, result) =>
      result.errors ? ({ ...result, errors: result.errors.map(withoutInternals) } as never) : undefined,
    onError: (_ctx, _id, _payload, errors) => errors.map(withoutInternals) as never,
  }
}

/** What is sent under this name, however it is written; what is empty is not sent. */
function authorizationIn(params: unknown): unknown {
  if (!isObject(params)) return undefined
  return Object.entries(params).find(
    ([name, value]) => /^authorization$/i.test(name) && value != null && value !== '',
  )?.[1]
}

/** What Yoga's `getEnveloped` answers; its own types say `any`. */
interface Pipeline {
  readonly schema: GraphQLSchema
  parse(source: string): DocumentNode
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[]
  contextFactory(): Promise<unknown>
  execute(args: ExecutionArgs): OperationResult
  subscribe(args: ExecutionArgs): OperationResult
}

/** The enveloped functions ride with the arguments, for graphql-ws hands these on unchanged. */
type PipelineArgs = ExecutionArgs & { pipeline: Pipeline; readonly direct: DirectDelivery }

function pipelineOf(args: ExecutionArgs): Pipeline {
  return (args as PipelineArgs).pipeline
}

/**
 * Subscribes through the pipeline, then leaves it: graphql-ws keeps the arguments as long as the subscription runs, and
 * would keep everything that was needed to begin it.
 */
async function subscribe(args: ExecutionArgs): Promise<Awaited<OperationResult>> {
  const { direct, pipeline } = args as PipelineArgs
  const result = await pipeline.subscribe(args)
  Object.assign(args, { pipeline: null, contextValue: null, variableValues: null })
  return Symbol.asyncIterator in result && direct.subscription ? direct.subscription : result
}

async function prepare(
  yoga: GammacastYoga,
  maskError: (error: unknown) => GraphQLError,
  { query, operationName, variables, extensions }: SubscribePayload,
  own: TransportContext & { readonly direct: DirectDelivery },
): Promise<PipelineArgs | readonly GraphQLError[]> {
  const params = { query, operationName, variables, extensions }
  if (namesPersisted(params)) return [persistedQueryNotSupported()]
  try {
    const pipeline = yoga.getEnveloped({ params, ...own }) as Pipeline
    const document = pipeline.parse(query)
    const errors = pipeline.validate(pipeline.schema, document)
    if (errors.length > 0) return errors
    return {
      schema: pipeline.schema,
      operationName: operationName ?? null,
      document,
      variableValues: variables ?? null,
      contextValue: await pipeline.contextFactory(),
      pipeline,
      direct: own.direct,
    }
  } catch (error) {
    return [error instanceof GraphQLError ? error : maskError(error)]
  }
}
