import { stylesScript } from './graphiql-styles.js'

/**
 * GraphiQL lets its tabs be dragged. Its motion library measures them while the page is still being laid out, and again
 * at each change of size, and moves each by what the list grew; GraphiQL hides the offset of a tab until the tab has
 * the focus, which a press gives it, so that the tab is gone before the button is released. A tab stays where it is,
 * then, and no press begins a drag. Without drags a finger scrolls the list.
 */
const tabStyle = `<style>
.graphiql-tab { transform: none !important; touch-action: auto !important }
</style>`

/**
 * On a phone query and result stand one above the other over the whole width, and what is beside them becomes a row
 * below. GraphiQL sets the sizes of its panes on the elements.
 */
const narrowStyle = `<style>
@media (max-width: 45rem) {
  .graphiql-container > .graphiql-container { flex-direction: column-reverse }
  .graphiql-container .graphiql-main { flex-direction: column; min-height: 0 }
  .graphiql-container .graphiql-sidebar { flex-direction: row; width: auto; padding: 0 8px }
  .graphiql-container .graphiql-sidebar > :nth-child(3) { margin: 0 0 0 auto !important }
  .graphiql-container .graphiql-sessions { margin: 0; min-height: 0; border-radius: 0 }
  .graphiql-container .graphiql-logo, .graphiql-container .graphiql-horizontal-drag-bar { display: none }
  .graphiql-container #graphiql-session { flex-direction: column; min-height: 0 }
  .graphiql-container .graphiql-editors { flex: 3 1 0 !important; min-height: 0 }
  .graphiql-container .graphiql-response { flex: 2 1 0 !important; min-height: 0 }
  .graphiql-container .graphiql-query-editor { flex-direction: column-reverse }
  .graphiql-container .graphiql-toolbar { flex-direction: row; width: auto }
}
</style>`

/** The title stays on one line: with many tabs it would break, and its upper line would be cut off. */
const titleStyle = `<style>
.graphiql-container .graphiql-logo { flex: none; white-space: nowrap }
</style>`

/** No headers are stored, so there is nothing to choose. */
const settingsStyle = `<style>
.graphiql-dialog-section:has(+ .graphiql-dialog-section + .graphiql-dialog-section) { display: none }
</style>`

const tabScript = `
const isOfTab = ({ target }) => target instanceof Element && target.closest('.graphiql-tab') !== null
addEventListener('pointerdown', (event) => isOfTab(event) && event.stopPropagation(), true)
`

/**
 * GraphiQL reads the operation of a tab 100 ms after it shows the tab. Until then Execute runs the operation of the tab
 * before. With this script that work is done as soon as the press is handled.
 */
const operationScript = `
const later = window.setTimeout
addEventListener('click', (event) => {
  if (!isOfTab(event)) return
  window.setTimeout = (task, ms, ...rest) => (ms === 100 ? void queueMicrotask(task) : later(task, ms, ...rest))
  later(() => { window.setTimeout = later }, 0)
}, true)
`

/**
 * GraphiQL writes the headers of its tabs, and with them bearer tokens, into the storage of the browser, in its history
 * too. With this script they stay in the memory of the page: nothing of GraphiQL is stored with headers in it, and what
 * an earlier page stored is removed.
 */
const secretScript = `
const holdsHeaders = ['graphiql:tabState', 'graphiql:queries', 'graphiql:favorites']
const withoutHeaders = (text) =>
  JSON.stringify(JSON.parse(text), (name, value) => (name === 'headers' || name === 'hash' ? null : value))
const { setItem } = Storage.prototype
Storage.prototype.setItem = function (name, value) {
  if (name === 'graphiql:headers') return
  setItem.call(this, name, holdsHeaders.includes(name) ? withoutHeaders(value) : value)
}
try {
  localStorage.removeItem('graphiql:headers')
  for (const name of holdsHeaders) {
    const stored = localStorage.getItem(name)
    if (stored !== null) localStorage.setItem(name, stored)
  }
} catch {
  // The storage holds something else, or is not allowed and keeps nothing.
}
`

/**
 * GraphiQL opens the tab whose query and variables are those last edited, and keeps these two apart from the tabs, where
 * a change of tab does not renew them all: it then finds none and opens another. Here the two are those of the tab that
 * shows the query of the address, or else of the tab last open.
 */
const storageScript = `
try {
  const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState')) ?? { tabs: [] }
  const asked = new URL(location.href).searchParams.get('query')
  const isShown = (tab) => tab !== undefined && (asked === null || tab.query === asked)
  const tab = isShown(tabs[activeTabIndex]) ? tabs[activeTabIndex] : tabs.find(isShown)
  for (const name of ['query', 'variables']) {
    const value = tab?.[name]
    if (value) localStorage.setItem('graphiql:' + name, value)
    else localStorage.removeItem('graphiql:' + name)
  }
} catch {
  // If the storage holds something else or is not allowed, GraphiQL begins with the examples.
}
`

const scripts = [stylesScript, secretScript, tabScript, operationScript, storageScript].join('')

/**
 * The page as it is sent: GraphiQL's own, with what keeps its tabs in their places and in step, fits it on a phone and
 * keeps it to our policy.
 */
export function withOurScripts(page: string): string {
  return page.replace(
    '</head>',
    () => `${tabStyle}${titleStyle}${narrowStyle}${settingsStyle}<script>${scripts}</script></head>`,
  )
}
