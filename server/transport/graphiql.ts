import type { IncomingMessage } from 'node:http'
import { prefersPage } from './accepted-types.js'
import { exampleTabs } from './graphiql-examples.js'
import { withSteadyTabs } from './graphiql-page.js'
import { ServedText } from './served-text.js'
import { endpoint } from './websocket-upgrade.js'

/**
 * Whether a browser asks for a page at `/graphql`. A query in the address makes no difference: GraphiQL writes the
 * query that it shows into its address.
 */
export function wantsGraphiql({ method, headers: { accept } }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && prefersPage(accept)
}

/** GraphiQL, with everything it needs inside one page: 9 MB of script. */
export const graphiqlPage = new ServedText(renderPage, {
  contentType: 'text/html; charset=utf-8',
  vary: 'Accept, Accept-Encoding',
})

async function renderPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const page = renderGraphiQL({
    title: 'Gammacast GraphiQL',
    endpoint,
    subscriptionsProtocol: 'WS',
    defaultTabs: exampleTabs,
    defaultEditorToolsVisibility: 'variables',
  })
  return withSteadyTabs(page)
}
