import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../free-port.js'
import { runCommand } from '../run-server.js'
import { until } from '../start-server.js'

/** Whether there is an nginx to test with. Says so aloud where there is none. */
export const hasNginx = spawnSync('nginx', ['-v']).status === 0
if (!hasNginx) console.warn('\n*** No nginx on this machine: its tests are SKIPPED. ***\n')

export interface Nginx<Name extends string> {
  /** Of the API behind each location. */
  readonly urls: Readonly<Record<Name, string>>
  stop(): Promise<void>
}

interface NginxOptions<Name extends string> {
  /** For its files. */
  readonly folder: string
  /** Host and port, for which `SERVER` stands below. */
  readonly server: string
  readonly locations: Readonly<Record<Name, string>>
  /** What is in `upstream gammacast`. */
  readonly upstream?: string
}

/** An nginx with a site for each location. */
export async function startNginx<Name extends string>({
  folder,
  server,
  locations,
  upstream = 'server SERVER; keepalive 4;',
}: NginxOptions<Name>): Promise<Nginx<Name>> {
  const names = Object.keys(locations) as Name[]
  const ports = new Map<Name, number>()
  for (const name of names) ports.set(name, await freePort())
  const site = (name: Name) => `server { listen 127.0.0.1:${ports.get(name)}; location / { ${locations[name]} } }`
  const conf = `events {} pid nginx.pid; daemon off; error_log stderr;
    http {
      access_log off; gzip on; gzip_types *; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f;
      uwsgi_temp_path u; scgi_temp_path s;
      map $http_upgrade $connection_upgrade { default upgrade; '' close; }
      upstream gammacast { ${upstream} }
      ${names.map(site).join(' ')}
    }`
  writeFileSync(join(folder, 'nginx.conf'), conf.replaceAll('SERVER', server))
  const run = runCommand('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {})
  for (const port of ports.values()) await until(() => accepts(port), Boolean)
  return {
    urls: Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${ports.get(name)}/graphql`])) as Record<
      Name,
      string
    >,
    async stop() {
      run.child.kill('SIGTERM')
      await run.exit
    },
  }
}

/** As `docs/clients.md` has it. */
export function documentedLocation(): string {
  const [, location = ''] = /location \/ \{([^}]*)\}/.exec(readFileSync('docs/clients.md', 'utf8')) ?? []
  return location.replace('127.0.0.1:4000', 'SERVER')
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
