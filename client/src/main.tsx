import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.js'
import { createLiveParts } from './app/live-parts.js'
import { browserClock, PageClockContext } from './lib/page-clock.js'
import { language } from './lib/text.js'
import { LiveContext } from './live/live-context.js'

document.documentElement.lang = language
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

createRoot(root).render(
  <StrictMode>
    <PageClockContext value={browserClock}>
      <LiveContext value={createLiveParts(window.location)}>
        <App />
      </LiveContext>
    </PageClockContext>
  </StrictMode>,
)
