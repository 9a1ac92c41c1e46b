import { endpoint } from '../../edge/request-target.js'
import { ServedText } from '../answers/served-text.js'
import { exampleTabs } from './graphiql-examples.js'
import { withOurScripts } from './graphiql-page.js'
import { policyOfPage } from './graphiql-policy.js'

/** GraphiQL, with everything it needs inside one page: 9 MB of script. */
export const graphiqlPage = new ServedText(renderPage, {
  contentType: 'text/html; charset=utf-8',
  vary: 'Accept, Accept-Encoding',
  headersOf: (page) => ({ 'Content-Security-Policy': policyOfPage(page) }),
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
  return withOurScripts(page)
}
