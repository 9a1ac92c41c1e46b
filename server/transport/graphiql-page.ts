/**
 * GraphiQL lets its tabs be dragged. Its motion library measures them while the page is still being laid out, and again
 * at each change of size, and moves each by what the list grew; GraphiQL hides the offset of a tab until the tab has the
 * focus, which a press gives it, so that the tab is gone before the button is released. A tab stays where it is, then,
 * and no press begins a drag. Without drags a finger scrolls the list.
 */
const tabStyle = `<style>
.graphiql-tab { transform: none !important; touch-action: auto !important }
</style>`

const tabScript = `
addEventListener('pointerdown', (event) => {
  if (event.target instanceof Element && event.target.closest('.graphiql-tab')) event.stopPropagation()
}, true)
`

/**
 * GraphiQL opens the tab whose query, variables and headers are those last edited, and keeps these three apart from the
 * tabs, where a change of tab does not renew them all: it then finds none and opens another. Here the three are those of
 * the tab that shows the query of the address, or else of the tab last open.
 */
const storageScript = `
try {
  const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState')) ?? { tabs: [] }
  const asked = new URL(location.href).searchParams.get('query')
  const isShown = (tab) => tab !== undefined && (asked === null || tab.query === asked)
  const tab = isShown(tabs[activeTabIndex]) ? tabs[activeTabIndex] : tabs.find(isShown)
  for (const name of ['query', 'variables', 'headers']) {
    const value = tab?.[name]
    if (value) localStorage.setItem('graphiql:' + name, value)
    else localStorage.removeItem('graphiql:' + name)
  }
} catch {
  // What is stored is not GraphiQL's, or nothing may be stored: it then begins with the examples.
}
`

/** The page as it is sent: GraphiQL's own, with what keeps its tabs in their places in front of it. */
export function withSteadyTabs(page: string): string {
  return page.replace('</head>', () => `${tabStyle}<script>${tabScript}${storageScript}</script></head>`)
}
