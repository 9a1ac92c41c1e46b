import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { policyOfPage } from './graphiql-policy.js'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

it('lets run what stands in the page, by its hash, and nothing else', () => {
  const page =
    '<head><style>\na{}\n</style><script>one</script></head><script>two("<style>b{}<\\/style>", "ä")</script><style>c{}</style>'
  const policy = policyOfPage(page)
  const scripts = [hash('one'), hash('two("<style>b{}<\\/style>", "ä")')].join(' ')
  expect(policy).toContain(`script-src ${scripts};`)
  expect(policy).toContain(`style-src ${hash('\na{}\n')} ${hash('')};`)
  // The editor makes workers of texts, and has its icons in its styles.
  expect(policy).toContain("img-src 'self' data:; font-src data:; worker-src blob:; connect-src 'self';")
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain("default-src 'none'")
})
