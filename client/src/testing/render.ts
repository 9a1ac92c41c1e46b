import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { PageClockContext } from '../lib/page-clock.js'
import { LAST_UPDATE_MS } from './faces.js'

/** A component's markup at a moment of the test's choice; by default that of the last update of `facesOf`. */
export const render = (element: ReactElement, nowMs = LAST_UPDATE_MS): string =>
  renderToStaticMarkup(createElement(PageClockContext, { value: { now: () => nowMs } }, element))

/** What a reader would see: the markup without its tags, one space between texts. */
export const wordsOf = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
