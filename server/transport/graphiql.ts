import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { prefersPage } from './accepted-types.js'
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
export function wantsGraphiql({ method, headers: { accept } }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && prefersPage(accept)
}

/** Sends GraphiQL, with everything it needs inside one page: 9 MB of script, so compressed once and then cached. */
export async function sendGraphiql({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  page ??= renderPage()
  const { html, tag } = await page
  const coding = preferredCoding(headers['accept-encoding'])
  const etag = `"${tag}${coding === null ? '' : `-${coding}`}"`
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'no-cache').setHeader('Vary', 'Accept, Accept-Encoding')
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  const body = coding === null ? html : await inCoding(coding, await page)
  if (coding !== null) response.setHeader('Content-Encoding', coding)
  response.setHeader('Content-Length', body.length).end(body)
}

function inCoding(coding: ContentCoding, { html, codings }: Page): Promise<Buffer> {
  const made = codings.get(coding) ?? compressed(html, coding)
  codings.set(coding, made)
  return made
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
