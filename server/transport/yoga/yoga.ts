import type { GraphQLSchema } from 'graphql'
import { createYoga, maskError } from 'graphql-yoga'
import type { Authenticate } from '../../auth/authenticate.js'
import { everyone } from '../../auth/viewer.js'
import { crossOrigin } from '../../edge/preflight.js'
import { Fanout } from '../../fanout/fanout.js'
import { argumentMeanings } from '../../graphql/argument-meanings.js'
import { contextFor, sharedContextOn, type GraphqlContext, type Services } from '../../graphql/context.js'
import { mustExist } from '../../graphql/must-exist.js'
import { documentCache, noErrorCache } from '../../graphql/pipeline/document-cache.js'
import type { OperationLimits } from '../../graphql/pipeline/document-limits.js'
import { expectedError } from '../../graphql/pipeline/expected-errors.js'
import type { KnownOperations } from '../../graphql/pipeline/known-operations.js'
import { logFault } from '../../graphql/pipeline/log-fault.js'
import { maskFault } from '../../graphql/pipeline/mask-fault.js'
import { subscribeThrough, useSubscribe } from '../../graphql/pipeline/subscribe.js'
import { useAllowedNames } from '../../graphql/pipeline/use-allowed-names.js'
import { maxAnswerBytes, tooLongAnswer, useAnswerLimit } from '../../graphql/pipeline/use-answer-limit.js'
import { useArgumentNames } from '../../graphql/pipeline/use-argument-names.js'
import { useBriefErrors } from '../../graphql/pipeline/use-brief-errors.js'
import { useCostLimit } from '../../graphql/pipeline/use-cost-limit.js'
import { useDeadline } from '../../graphql/pipeline/use-deadline.js'
import { useDocuments } from '../../graphql/pipeline/use-documents.js'
import { useInputErrorCode } from '../../graphql/pipeline/use-input-error-code.js'
import { useNoIntrospection } from '../../graphql/pipeline/use-no-introspection.js'
import { useRequestChecks } from '../../graphql/pipeline/use-request-checks.js'
import { useRequestErrorStatus } from '../../graphql/pipeline/use-request-error-status.js'
import { useSchemaAnswers } from '../../graphql/pipeline/use-schema-answers.js'
import { useTimelines } from '../../graphql/pipeline/use-timelines.js'
import { operationTurns, useTurns } from '../../graphql/pipeline/use-turns.js'
import { useValidation } from '../../graphql/pipeline/use-validation.js'
import { stillAccepted } from '../../graphql/still-accepted.js'
import type { Logger } from '../../lib/logger.js'
import type { Admission } from '../../limits/admission.js'
import { admittedAuthenticate } from './admitted-authenticate.js'
import { holderOf } from './hold-document.js'
import { askerOf, operationOf } from './operation-of.js'
import type { TransportContext } from './transport-context.js'
import { holdBodyOf, useAdmission } from './use-admission.js'
import { useCompressedAnswers } from './use-compressed-answers.js'
import { useEventStreamHeaders } from './use-event-stream-headers.js'
import { useNotAcceptable } from './use-not-acceptable.js'
import { useQueryEnds } from './use-query-ends.js'
import { useSubscriptionAnswers } from './use-subscription-answers.js'
import { useViewer } from './use-viewer.js'

export interface ApiParts {
  readonly schema: GraphQLSchema
  readonly services: Services
  readonly authenticate: Authenticate
  readonly allowedOrigins: readonly string[]
  /** Whether clients may ask for the schema, and errors name what it has. */
  readonly introspection: boolean
  readonly limits: OperationLimits
  /** The only operations that may run. Null: any may. */
  readonly known: KnownOperations | null
  readonly admission: Admission
  readonly log: Logger
}

/** A page of a configured origin may read our answers. Any other gets no CORS header at all. */
function corsFor(asking: string | null, allowedOrigins: readonly string[]) {
  const origin = allowedOrigins.find((allowed) => allowed === asking)
  return origin === undefined ? false : { ...crossOrigin, origin, credentials: false }
}

const ignored = () => {}

/** The pipeline (parse, validate, context, execute) that HTTP, SSE and WebSocket share. */
export function gammacastApi(parts: ApiParts) {
  const { schema, services, authenticate, allowedOrigins, introspection, limits, known, admission, log } = parts
  const bounds = { maxBytes: maxAnswerBytes, refusal: tooLongAnswer }
  const fault = logFault(log, () => services.live.clock.now())
  const mask = maskFault(fault)
  const turns = operationTurns()
  const shared = contextFor(services, everyone)
  const fanout = new Fanout({
    counts: services.counts,
    meanings: argumentMeanings,
    maskError: mask,
    bounds,
    sharedContextFor: (context) => sharedContextOn(context as GraphqlContext, shared),
    hold: holderOf(admission),
    payerOf: askerOf,
    turns,
  })
  const admitted = admittedAuthenticate(authenticate, admission)
  const documents = documentCache()
  const { maxCost } = limits
  const subscribe = subscribeThrough({ fanout, maskError: mask, introspection, maxCost, turns, askerOf })
  const yoga = createYoga<TransportContext, GraphqlContext>({
    schema,
    context: (context): GraphqlContext =>
      contextFor(services, stillAccepted(services, mustExist(context.viewer, 'viewer')), operationOf(context, turns)),
    plugins: [
      useViewer(admitted),
      useAdmission(admission),
      useRequestChecks(known, holdBodyOf(admission)),
      useSchemaAnswers(),
      useTurns(turns, askerOf),
      useDocuments(limits, known),
      useValidation(),
      useArgumentNames(),
      useInputErrorCode(),
      introspection ? useAllowedNames() : useNoIntrospection(),
      useAnswerLimit(turns, askerOf),
      useCostLimit(maxCost),
      useTimelines(),
      useDeadline(),
      useQueryEnds(services.sessions),
      useSubscribe(subscribe),
      useSubscriptionAnswers(services.sessions),
      useRequestErrorStatus(),
      useBriefErrors(),
      useNotAcceptable(),
      useEventStreamHeaders(),
      useCompressedAnswers(),
    ],
    cors: (request) => corsFor(request.headers.get('origin'), allowedOrigins),
    // Yoga's own limit would end the connection before the client reads the answer.
    maxRequestBodySize: false,
    parserAndValidationCache: { documentCache: documents, errorCache: noErrorCache },
    graphiql: false,
    landingPage: false,
    // Besides errors, Yoga tells the steps of each request.
    logging: { debug: ignored, info: ignored, warn: ignored, error: fault },
    maskedErrors: { maskError: (error, message) => expectedError(error) ?? maskError(error, message, false) },
  })
  const { sessions } = services
  return { yoga, authenticate: admitted, sessions, subscribe, maskError: mask, turns, documents, known }
}

export type GammacastApi = ReturnType<typeof gammacastApi>
export type GammacastYoga = GammacastApi['yoga']
