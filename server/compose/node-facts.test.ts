import { expect, it } from 'vitest'
import { nodeFacts } from './node-facts.js'

it.each<[string, string | null]>([
  ['', null],
  ['--max-old-space-size=400', null],
  ['--inspect-port=0.0.0.0', null],
  ['--inspect', '127.0.0.1'],
  ['--inspect=9230', '127.0.0.1'],
  ['--inspect-brk=localhost:9229', 'localhost'],
  ['--inspect=0.0.0.0', '0.0.0.0'],
  ['--enable-source-maps --inspect=0.0.0.0:9229', '0.0.0.0'],
  ['--inspect-wait=[::]:1', '[::]'],
  ['--inspect --inspect-port=10.0.0.1:9229', '10.0.0.1'],
])('the inspector of "%s" listens on %s', (options, host) => {
  expect(nodeFacts({ NODE_OPTIONS: options }, []).inspectorHost).toBe(host)
  expect(nodeFacts({}, options.split(' ')).inspectorHost).toBe(host)
})

it('what weakens TLS or HTTP, or prints what is sent, is named without its value', () => {
  const env = { NODE_OPTIONS: '--tls-keylog=/tmp/keys --insecure-http-parser', NODE_DEBUG: 'http' }
  expect(nodeFacts(env, ['--tls-min-v1.0']).unsafe).toEqual([
    '--tls-keylog',
    '--insecure-http-parser',
    '--tls-min-v1.0',
    'NODE_DEBUG',
  ])
  expect(nodeFacts({ NODE_DEBUG: 'timer', NODE_OPTIONS: '--tls-min-v1.3' }, []).unsafe).toEqual([])
  expect(nodeFacts({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, []).trustsAnyCertificate).toBe(true)
  expect(nodeFacts({ NODE_TLS_REJECT_UNAUTHORIZED: '1' }, []).trustsAnyCertificate).toBe(false)
})
