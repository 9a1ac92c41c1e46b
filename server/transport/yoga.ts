import type { GraphQLSchema } from 'graphql'
import { createYoga, maskError } from 'graphql-yoga'
import type { Authenticate } from '../auth/authenticate.js'
import { Fanout } from '../fanout/fanout.js'
import { argumentMeanings } from '../graphql/argument-meanings.js'
import type { GraphqlContext, Services } from '../graphql/context.js'
import { mustExist } from '../graphql/must-exist.js'
import { expectedError } from '../graphql/pipeline/expected-errors.js'
import { logFault } from '../graphql/pipeline/log-fault.js'
import { maskFault } from '../graphql/pipeline/mask-fault.js'
import { subscribeThrough, useSubscribe } from '../graphql/pipeline/subscribe.js'
import { useAllowedNames } from '../graphql/pipeline/use-allowed-names.js'
import { maxAnswerBytes, tooLongAnswer, useAnswerLimit } from '../graphql/pipeline/use-answer-limit.js'
import { useArgumentNames } from '../graphql/pipeline/use-argument-names.js'
import { useBriefErrors } from '../graphql/pipeline/use-brief-errors.js'
import { useDocumentLimits } from '../graphql/pipeline/use-document-limits.js'
import { useInputErrorCode } from '../graphql/pipeline/use-input-error-code.js'
import { useNoIntrospection } from '../graphql/pipeline/use-no-introspection.js'
import { useOneRootField } from '../graphql/pipeline/use-one-root-field.js'
import { useRequestChecks } from '../graphql/pipeline/use-request-checks.js'
import { useRequestErrorStatus } from '../graphql/pipeline/use-request-error-status.js'
import { useSizeLimit } from '../graphql/pipeline/use-size-limit.js'
import type { Logger } from '../lib/logger.js'
import type { Admission } from '../limits/admission.js'
import type { TransportContext } from './transport-context.js'
import { useAdmission } from './use-admission.js'
import { useCompressedAnswers } from './use-compressed-answers.js'
import { useEventStreamHeaders } from './use-event-stream-headers.js'
import { useNotAcceptable } from './use-not-acceptable.js'
import { useSubscriptionAnswers } from './use-subscription-answers.js'
import { useViewer } from './use-viewer.js'

export interface ApiParts {
  readonly schema: GraphQLSchema
  readonly services: Services
  readonly authenticate: Authenticate
  readonly allowedOrigins: readonly string[]
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean
  readonly admission: Admission
  readonly log: Logger
}

/** A page of a configured origin may read our answers. Any other gets no CORS header at all. */
function corsFor(origin: string | null, allowedOrigins: readonly string[]) {
  return origin !== null && allowedOrigins.includes(origin) ? { origin, credentials: false } : false
}

/** The pipeline (parse, validate, context, execute) that HTTP, SSE and WebSocket share. */
export function gammacastApi(parts: ApiParts) {
  const { schema, services, authenticate, allowedOrigins, introspection, admission, log } = parts
  const bounds = { maxBytes: maxAnswerBytes, refusal: tooLongAnswer }
  const fault = logFault(log, () => services.clock.now())
  const mask = maskFault(fault)
  const fanout = new Fanout({ counts: services.counts, meanings: argumentMeanings, maskError: mask, bounds })
  const subscribe = subscribeThrough(fanout, mask)
  const yoga = createYoga<TransportContext, GraphqlContext>({
    schema,
    context: ({ viewer, renew }): GraphqlContext => ({
      services,
      viewer: mustExist(viewer, 'viewer'),
      renew: renew ?? null,
    }),
    plugins: [
      useViewer(authenticate),
      useAdmission(admission),
      useRequestChecks(),
      useOneRootField(),
      useDocumentLimits(),
      useArgumentNames(),
      useInputErrorCode(),
      introspection ? useAllowedNames() : useNoIntrospection(),
      useAnswerLimit(),
      useSizeLimit(),
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
    graphiql: false,
    landingPage: false,
    logging: {
      debug: (...parts) => log.debug({ parts }, 'graphql'),
      info: (...parts) => log.debug({ parts }, 'graphql'),
      warn: (...parts) => log.warn({ parts }, 'graphql'),
      error: (error) => fault(error),
    },
    maskedErrors: { maskError: (error, message) => expectedError(error) ?? maskError(error, message, false) },
  })
  return { yoga, authenticate, sessions: services.sessions, subscribe, maskError: mask }
}

export type GammacastApi = ReturnType<typeof gammacastApi>
export type GammacastYoga = GammacastApi['yoga']
