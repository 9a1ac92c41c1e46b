import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { badRequest, withoutInternals } from '../graphql/pipeline/request-errors.js'

const ofStreams = ['text/event-stream']
const ofAnswers = ['application/graphql-response+json', 'application/json']

/** Answers 406 when the client accepts none of our types, and says which there are. */
export function useNotAcceptable(): Plugin {
  return {
    onResultProcess({ result, resultProcessor, setResultProcessor }) {
      if (resultProcessor) return
      const isStream = isAsyncIterable(result)
      const allowed = isStream ? ofStreams : ofAnswers
      const what = isStream ? 'A subscription is answered' : 'This request is answered'
      const error = badRequest(`${what} as ${allowed.join(' or ')}: send "Accept: ${allowed[0]}".`, 406, { allowed })
      const body = JSON.stringify({ errors: [withoutInternals(error)] })
      setResultProcessor((_result, { Response }) => {
        return new Response(body, { status: 406, headers: { 'content-type': 'application/json; charset=utf-8' } })
      }, 'application/json')
    },
  }
}
