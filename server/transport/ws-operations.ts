import type { DocumentNode, ExecutionArgs, GraphQLSchema } from 'graphql'
import { GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions, SubscribePayload } from 'graphql-ws'
import type { SocketOutbox } from './socket-outbox.js'
import type { GammacastYoga, TransportContext } from './yoga.js'

/** What belongs to one socket besides the protocol's own state. */
export interface SocketExtra {
  readonly outbox: SocketOutbox
}

/** Sends the operations of a WebSocket through the same pipeline as HTTP requests. */
export function wsOperations(
  yoga: GammacastYoga,
): Pick<ServerOptions<Record<string, unknown>, SocketExtra>, 'onSubscribe' | 'execute' | 'subscribe'> {
  return {
    onSubscribe: (context, id, payload) => prepare(yoga, payload, { sink: context.extra.outbox.sinkFor(id) }),
    execute: (args) => pipelineOf(args).execute(args),
    subscribe: (args) => pipelineOf(args).subscribe(args),
  }
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
type PipelineArgs = ExecutionArgs & { readonly pipeline: Pipeline }

function pipelineOf(args: ExecutionArgs): Pipeline {
  return (args as PipelineArgs).pipeline
}

async function prepare(
  yoga: GammacastYoga,
  { query, operationName, variables, extensions }: SubscribePayload,
  transport: TransportContext,
): Promise<PipelineArgs | readonly GraphQLError[]> {
  const params = { query, operationName, variables, extensions }
  const pipeline = yoga.getEnveloped({ params, ...transport }) as Pipeline
  try {
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
    }
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}
