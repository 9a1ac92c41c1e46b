import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Two hosts on one link, each a network of its own within this machine. */
export interface TwoHosts extends Disposable {
  /** What runs a command on a host: the program and its first arguments. */
  readonly on: Readonly<Record<Host, readonly [string, ...string[]]>>
  readonly address: Readonly<Record<Host, string>>
  /** From now on nothing that one host sends reaches the other, and neither is told. */
  cut(): void
}

type Host = 'server' | 'client'

const hosts = ['server', 'client'] as const
const address = { server: '10.99.0.1', client: '10.99.0.2' }
const otherOf = { server: 'client', client: 'server' } as const
const nobody = '02:00:00:00:00:99'

/** Whether this machine lets us. Says so aloud where it does not. */
export const hasHosts = spawnSync('unshare', ['-n', 'ip', 'link']).status === 0
if (!hasHosts) {
  console.warn('\n*** No network namespaces (root, `unshare`, `ip`) on this machine: dead links are NOT TESTED. ***\n')
}

export async function twoHosts(): Promise<TwoHosts> {
  // Each lives as long as its input is open, so no longer than this process.
  const lives = await Promise.all(hosts.map(start))
  const pids = { server: String(lives[0]?.pid), client: String(lives[1]?.pid) }
  const on = { server: enter(pids.server), client: enter(pids.client) }
  const ip = (host: Host, ...args: readonly string[]) =>
    execFileSync(on[host][0], [...on[host].slice(1), 'ip', ...args])
  ip('server', 'link', 'add', 'server', 'type', 'veth', 'peer', 'name', 'client', 'netns', pids.client)
  for (const host of hosts) {
    ip(host, 'addr', 'add', `${address[host]}/24`, 'dev', host)
    ip(host, 'link', 'set', host, 'up')
    ip(host, 'link', 'set', 'lo', 'up')
  }
  return {
    on,
    address,
    cut() {
      for (const host of hosts) {
        ip(host, 'neigh', 'replace', address[otherOf[host]], 'lladdr', nobody, 'dev', host, 'nud', 'permanent')
      }
    },
    [Symbol.dispose]() {
      for (const life of lives) life.kill()
    },
  }
}

async function start(): Promise<ChildProcess> {
  const life = spawn('unshare', ['-n', 'sh', '-c', 'echo up; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(life.stdout, 'data')
  return life
}

function enter(pid: string): readonly [string, ...string[]] {
  return ['nsenter', '-t', pid, '-n']
}
