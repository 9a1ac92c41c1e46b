import { expect, it } from 'vitest'
import { asFollower } from '../support/follower.js'
import { hasHosts, twoHosts } from '../support/network/two-hosts.js'
import { runCommand } from '../support/run-server.js'
import { until } from '../support/start-server.js'

const readers = 25
/** The server has no address of the loopback here. */
const METRICS_TOKEN = 'a-token-of-the-test'

it.skipIf(!hasHosts)('clients whose link is gone without a word are held by no transport for long', async () => {
  using hosts = await twoHosts()
  const run = (host: 'server' | 'client', args: readonly string[], env: Record<string, string> = {}) => {
    const [program, ...first] = hosts.on[host]
    return runCommand(program, [...first, process.execPath, ...args], env)
  }
  const served = { HOST: hosts.address.server, ALLOW_PLAIN_HTTP: 'true', METRICS_TOKEN, AGENTS: 'none' }
  const headers = JSON.stringify({ authorization: `Bearer ${METRICS_TOKEN}` })
  const server = run('server', [...asFollower, 'dist/server/main.js'], served)
  const [, url = ''] = await server.says(/GraphiQL and API (http:\S+graphql)/)
  const open = async () => {
    const ask = `const text = await (await fetch(new URL('/metrics', '${url}'), { headers: ${headers} })).text(); console.log(text)`
    const asked = run('server', ['--input-type=module', '-e', ask])
    await asked.exit
    const sum = (pattern: RegExp) =>
      [...asked.output().matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0)
    return sum(/^gammacast_subscriptions{.*} (\d+)$/gm) + sum(/^gammacast_websockets (\d+)$/gm)
  }
  const clients = run('client', [...asFollower, 'tests/support/network/readers.mjs', url, String(readers)])
  await clients.says(/All are open/)
  await until(open, (count) => count === 4 * readers)
  hosts.cut()
  // The limit is the promise, and as much again for a machine that is busy. Without it they stay for a quarter of an hour.
  await expect.poll(open, { timeout: 60_000, interval: 500 }).toBe(0)
  await Promise.all([clients.kill(), server.kill()])
})
