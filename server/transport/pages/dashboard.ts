import type { Stats } from 'node:fs'
import type { ServerResponse } from 'node:http'
import sirv from 'sirv'
import { pagePolicy } from '../../edge/security-headers.js'
import { preferredCoding } from '../answers/content-coding.js'
import type { SignInSettings } from './sign-in-settings.js'

export type Dashboard = ReturnType<typeof sirv>

/** The build puts files here that have a hash of their content in their name. */
const hashedFiles = '/assets/'

/** Everything that the pages need is a file of the build. They talk to us, and to the identity provider if there is one. */
function policyOf({ oidc }: SignInSettings): string {
  return pagePolicy({
    scripts: "'self'",
    styles: "'self'",
    images: "'self'",
    fonts: "'self'",
    workers: "'none'",
    connections: oidc === null ? "'self'" : `'self' ${new URL(oidc.issuer).origin}`,
  })
}

/** Serves the built pages. Null: there are none. */
export function serveDashboard(folder: string | null, signIn: SignInSettings): Dashboard {
  const policy = policyOf(signIn)
  if (folder === null) return (_request, _response, next) => void next?.()
  const files = sirv(folder, { brotli: true, gzip: true, setHeaders: setTag })
  return (request, response, next) => {
    const isHashed = request.url?.startsWith(hashedFiles)
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    // sirv ignores weights, and reads ranges wrongly. A server may ignore ranges.
    request.headers['accept-encoding'] = preferredCoding(request.headers['accept-encoding']) ?? 'identity'
    delete request.headers.range
    files(request, response, next)
  }
}

function setTag(response: ServerResponse, _path: string, { size, mtimeMs }: Stats): void {
  response.setHeader('ETag', `"${size}-${mtimeMs}"`)
}
