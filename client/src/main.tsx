import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.js'
import { createBrowserSignIn } from './app/browser-sign-in.js'
import { createLiveParts, livePartsFor, type LivePartsStore } from './app/live-parts.js'
import { SignInContext } from './identity/sign-in-context.js'
import { browserClock, PageClockContext } from './lib/page-clock.js'
import { language } from './lib/text.js'
import { LiveContext } from './live/live-context.js'

const signIn = createBrowserSignIn(window)
const liveParts = livePartsFor(signIn, (credentials) => createLiveParts(window.location, credentials))

document.documentElement.lang = language
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

function Live({ store }: { readonly store: LivePartsStore }) {
  const { epoch, parts } = useSyncExternalStore(store.subscribe, store.current)
  return (
    <LiveContext key={epoch} value={parts}>
      <App />
    </LiveContext>
  )
}

createRoot(root).render(
  <StrictMode>
    <PageClockContext value={browserClock}>
      <SignInContext value={signIn}>
        <Live store={liveParts} />
      </SignInContext>
    </PageClockContext>
  </StrictMode>,
)
