import { weightsOf } from './weights.js'

const json = 'application/json'
const eventStream = 'text/event-stream'
/** The media types of our answers. A client that accepts all equally gets the first. */
const answerTypes = [json, 'application/graphql-response+json', eventStream] as const

const anything = weightsOf('*/*')

interface Liked {
  readonly type: string
  readonly weight: number
  /** Its position in the header. */
  readonly place: number
}

/**
 * How much a client likes a media type. The nearest range in its header decides (RFC 9110, 12.5.1). We never answer in
 * parts (`multipart/mixed`): such a client gets JSON. Yoga would send an error of a subscription as the only part, and
 * urql would take the end of it for the end of the subscription.
 */
function liked(accept: string | undefined, type: string): Liked {
  const named = weightsOf(accept ?? '')
  const weights = named.size > 0 ? named : anything
  const parts = type === json ? ['multipart/mixed'] : []
  const ranges = [type, `${type.split('/', 1)[0]}/*`, ...parts, '*/*']
  const nearest = ranges.find((range) => weights.has(range)) ?? ''
  return { type, weight: weights.get(nearest) ?? 0, place: [...weights.keys()].indexOf(nearest) }
}

/**
 * The types that we answer with and the client takes, the best first; without weights, which Yoga does not understand.
 * If the client likes an event stream best, it gets one for every answer, not only for subscriptions.
 */
export function acceptedTypes(accept: string | undefined): readonly string[] {
  const taken = answerTypes
    .map((type) => liked(accept, type))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
  const [best, next] = taken
  if (best?.type === eventStream && best.weight > (next?.weight ?? 0)) return [eventStream]
  return taken.map(({ type }) => type)
}

/** Whether the client likes a page better than any of our other answers. */
export function prefersPage(accept: string | undefined): boolean {
  const page = liked(accept, 'text/html')
  return answerTypes.every((type) => liked(accept, type).weight < page.weight)
}
