import { expect, it } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { authenticator } from '../../auth/authenticate.js'
import { BadCredentials } from '../../auth/credentials.js'
import { viewerOf } from '../../auth/viewer.js'
import { admittedAuthenticate } from './admitted-authenticate.js'

const here = { key: 'here', isLoopback: false }
const elsewhere = { key: 'elsewhere', isLoopback: false }

function world() {
  const admission = admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '5' })
  const looked: string[] = []
  const authenticate = authenticator('read-open', [
    {
      isMine: () => true,
      viewerOf(token) {
        looked.push(token)
        if (token === 'away') return Promise.reject(new Error('The store is away'))
        return token === 'good'
          ? Promise.resolve(viewerOf('token:1', []))
          : Promise.reject(new BadCredentials('made up'))
      },
    },
  ])
  return { ask: admittedAuthenticate(authenticate, admission), looked }
}

it('an address that makes up tokens has no more looked up than it may have operations', async () => {
  const { ask, looked } = world()
  const tried = Array.from({ length: 100 }, (_, n) => ask(`Bearer made-up-${n}`, here).catch((error: unknown) => error))
  const codes = (await Promise.all(tried)).map((error) => (error instanceof BadCredentials ? 'BAD' : String(error)))
  expect(codes.filter((code) => code === 'BAD')).toHaveLength(5)
  for (let count = 0; count < 50; count += 1) {
    await expect(ask(`Bearer later-${count}`, here)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
  }
  expect(looked.filter((token) => token.startsWith('later'))).toEqual([])
  expect((await ask('Bearer good', elsewhere)).id).toBe('token:1')
  expect((await ask(undefined, here)).id).toBe('anonymous')
})

it('tokens that are good do not count against their address', async () => {
  const { ask, looked } = world()
  for (let count = 0; count < 50; count += 1) await ask('Bearer good', here)
  expect(looked).toHaveLength(50)
})

it('a store that is away does not count against those who ask', async () => {
  const { ask, looked } = world()
  for (let count = 0; count < 50; count += 1)
    await expect(ask('Bearer away', here)).rejects.toThrow('The store is away')
  expect(looked).toHaveLength(50)
})
