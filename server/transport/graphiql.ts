import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { exampleTabs } from './graphiql-examples.js'
import { withSteadyTabs } from './graphiql-page.js'

interface Page {
  readonly html: Buffer
  readonly gzipped: Buffer
  readonly etag: string
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
  const { html, gzipped, etag } = await page
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache').setHeader('Vary', 'Accept, Accept-Encoding')
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  const accepted = (headers['accept-encoding'] ?? '').includes('gzip')
  if (accepted) response.setHeader('Content-Encoding', 'gzip')
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(accepted ? gzipped : html)
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
  const gzipped = await promisify(gzip)(html)
  return { html, gzipped, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"` }
}
