import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

export const render = (element: ReactElement): string => renderToStaticMarkup(element)

/** What a reader would see: the markup without its tags, one space between texts. */
export const wordsOf = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
