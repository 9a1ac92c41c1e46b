import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { badRequest, withoutInternals } from '../../graphql/pipeline/request-errors.js'

const eventStream = 'text/event-stream'
const error = badRequest(`A subscription is answered as ${eventStream}: send "Accept: ${eventStream}".`, 406, {
  allowed: { values: [eventStream] },
})
const body = JSON.stringify({ errors: [withoutInternals(error)] })

/**
 * Answers 406 when the client of a subscription accepts no event stream. Who accepts none of our types was refused when
 * the request came.
 */
export function useNotAcceptable(): Plugin {
  return {
    onResultProcess({ result, resultProcessor, setResultProcessor }) {
      if (resultProcessor || !isAsyncIterable(result)) return
      setResultProcessor((_result, { Response }) => {
        return new Response(body, { status: 406, headers: { 'content-type': 'application/json; charset=utf-8' } })
      }, 'application/json')
    },
  }
}
