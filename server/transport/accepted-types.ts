import { weightsOf } from './weights.js'

const json = 'application/json'
const eventStream = 'text/event-stream'
/** What the API answers with. The first for clients that like them all the same. */
const answers = [json, 'application/graphql-response+json', eventStream] as const

const anything = weightsOf('*/*')

interface Liked {
  readonly type: string
  readonly weight: number
  /** Where in the header it is named. */
  readonly place: number
}

/**
 * How a client likes a media type: as the range that is nearest to it says (RFC 9110, 12.5.1). Nothing is answered in parts
 * here, and a part would be JSON. Yoga would send an error as its only part to who follows a subscription, and urql takes
 * its end for the end of the subscription.
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
 * The `Accept` of a client for Yoga, which knows no weights: what the API answers with and the client takes, best first.
 * An event stream is for subscriptions, and for any answer when it is liked best.
 */
export function acceptedTypes(accept: string | undefined): string {
  const taken = answers
    .map((type) => liked(accept, type))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
  const [best, next] = taken
  if (!best) return 'none'
  if (best.type === eventStream && best.weight > (next?.weight ?? 0)) return eventStream
  return taken.map(({ type }) => type).join(', ')
}

/** Whether a page is liked better than anything that the API answers with. */
export function prefersPage(accept: string | undefined): boolean {
  const page = liked(accept, 'text/html')
  return answers.every((type) => liked(accept, type).weight < page.weight)
}
