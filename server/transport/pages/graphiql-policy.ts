import { createHash } from 'node:crypto'
import { pagePolicy } from '../../edge/security-headers.js'

/**
 * The policy of a page whose scripts and styles stand in it: only these may run, by their hashes. Its editor makes
 * workers of texts, and has its icons inside its styles.
 */
export function policyOfPage(page: string): string {
  const head = page.slice(0, page.indexOf('</head>'))
  const scripts = hashesOf(page, /<script>([^]*?)<\/script>/g)
  return pagePolicy({
    scripts: scripts.join(' '),
    // An element without rules is filled by a script that may run.
    styles: [...hashesOf(head, /<style>([^]*?)<\/style>/g), hashOf('')].join(' '),
    images: "'self' data:",
    fonts: 'data:',
    workers: 'blob:',
    connections: "'self'",
  })
}

function hashesOf(page: string, element: RegExp): string[] {
  return [...page.matchAll(element)].map(([, text = '']) => hashOf(text))
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
