import type { Plugin } from 'graphql-yoga'
import { authenticationError } from '../../graphql/pipeline/authentication-error.js'
import type { AdmittedAuthenticate } from './admitted-authenticate.js'
import type { TransportContext } from './transport-context.js'

/** Finds out who sent an HTTP request, before its body is read. Refuses it when its credentials are not accepted. */
export function useViewer(authenticate: AdmittedAuthenticate): Plugin<TransportContext> {
  return {
    async onRequestParse({ request, serverContext }) {
      try {
        const context = serverContext as unknown as TransportContext
        context.viewer = await authenticate(request.headers.get('authorization'), context.source)
      } catch (error) {
        throw authenticationError(error)
      }
    },
  }
}
