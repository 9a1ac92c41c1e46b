import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ContentCoding } from './content-coding.js'
import { compressed, preferredCoding } from './content-coding.js'
import { exampleTabs } from './graphiql-examples.js'
import { withSteadyTabs } from './graphiql-page.js'

interface Page {
  readonly html: Buffer
  /** By coding, each made when it is first asked for. */
  readonly codings: Map<ContentCoding, Promise<Buffer>>
  readonly tag: string
}

let page: Promise<Page> | null = null

/**
 * Whether a browser asks for a page at `/graphql`, rather than a client for data. GraphiQL writes the query that it
 * shows into its address, so an address with a query may be a page as well.
 */
export function wantsGraphiql({ method, headers: { accept = '' } }: IncomingMessage): boolean {
  return method === 'GET' && accept.includes('text/html') && !accept.includes('json')
}

/** Sends GraphiQL, with everything it needs inside one page: 9 MB of script, so compressed once and then cached. */
export async function sendGraphiql({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  page ??= renderPage()
  const { html, codings, tag } = await page
  const coding = preferredCoding(headers['accept-encoding'])
  const etag = `"${tag}${coding === null ? '' : `-${coding}`}"`
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache').setHeader('Vary', 'Accept, Accept-Encoding')
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  if (coding === null) return void response.end(html)
  const inCoding = codings.get(coding) ?? compressed(html, coding)
  codings.set(coding, inCoding)
  response.setHeader('Content-Encoding', coding).end(await inCoding)
}

async function renderPage(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const page = renderGraphiQL({
    title: 'Gammacast GraphiQL',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultTabs: exampleTabs,
    defaultEditorToolsVisibility: 'variables',
  })
  const html = Buffer.from(withSteadyTabs(page))
  return { html, codings: new Map(), tag: createHash('sha256').update(html).digest('base64url').slice(0, 22) }
}
