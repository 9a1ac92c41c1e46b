import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.js'

/** A PostgreSQL of our own. `stop` and `start` keep its data and its port. */
export interface PostgresServer extends AsyncDisposable {
  /** Makes an empty database and answers its URL. */
  createDatabase(): Promise<string>
  /** Ends it at once, as a crash would: what it had not written is lost. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Halts its processes where they stand, so that it answers nothing and closes nothing; `resume` lets them go on. */
  halt(): void
  resume(): void
}

const programs = findPrograms()

/** Whether there is a PostgreSQL to test with. Says so aloud where there is none. */
export const hasPostgres = programs !== null
if (!hasPostgres) {
  console.warn('\n*** No PostgreSQL (initdb, postgres) on this machine: its tests are SKIPPED. ***\n')
}

/** A folder with `initdb` and `postgres`: the newest of Debian's, or one of the PATH. */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...pathFolders()]
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => isProgram(join(folder, name)))) ?? null
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** PostgreSQL refuses to run as root; then it runs as somebody who owns nothing else. */
function owner(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A cluster in which nothing is kept. To make one takes seconds, and to copy it far less: it is made once for a version and a user. */
function emptyCluster(folder: string, as: SpawnOptions): string {
  const version = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  const name = `${version.trim().replace(/[^\w.]+/g, '-')}-${as.uid ?? process.getuid?.()}`
  const cluster = resolve('node_modules', '.cache', 'clusters', name)
  if (existsSync(cluster)) return cluster
  const made = join(String(as.cwd), 'empty')
  const args = ['-D', made, '-U', 'tester', '--auth=trust', '--encoding=UTF8', '--no-sync']
  execFileSync(join(folder, 'initdb'), args, { ...as, stdio: 'pipe' })
  mkdirSync(dirname(cluster), { recursive: true })
  const own = mkdtempSync(`${cluster}-`)
  copyCluster(made, join(own, 'data'))
  try {
    renameSync(join(own, 'data'), cluster)
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(cluster)) throw error
  }
  rmSync(own, { recursive: true })
  rmSync(made, { recursive: true })
  return cluster
}

/** With its owner and its rights, without which PostgreSQL does not start. */
function copyCluster(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}

/** Makes a cluster in a folder of its own and starts it on a free port of the loopback. */
export async function startPostgres(): Promise<PostgresServer> {
  if (programs === null) throw new Error('There is no PostgreSQL on this machine')
  const folder = mkdtempSync(join(tmpdir(), 'gammacast-postgres-'))
  const user = owner()
  if (user) chownSync(folder, user.uid, user.gid)
  const as: SpawnOptions = { cwd: folder, ...user }
  const data = join(folder, 'data')
  copyCluster(emptyCluster(programs, as), data)
  const port = await freePort()
  // What it wrote outlives its processes without waiting for the disk: only a power cut would lose it.
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off']
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  const urlOf = (database: string) => `postgres://tester@127.0.0.1:${port}/${database}`
  let server: ChildProcess | null = null
  let databases = 0

  async function start(): Promise<void> {
    server = spawn(join(programs ?? '', 'postgres'), args, { ...as, stdio: 'ignore' })
    await untilServing(urlOf('postgres'), server)
  }

  async function stop(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
  }

  function signalAll(signal: NodeJS.Signals): void {
    for (const pid of server?.pid ? [server.pid, ...childrenOf(server.pid)] : []) process.kill(pid, signal)
  }

  await start()
  return {
    async createDatabase() {
      const name = `test_${(databases += 1)}`
      await withClient(urlOf('postgres'), (client) => client.query(`CREATE DATABASE ${name}`))
      return urlOf(name)
    },
    start,
    stop,
    halt: () => signalAll('SIGSTOP'),
    resume: () => signalAll('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function childrenOf(pid: number): number[] {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return children.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]))
}

async function untilServing(url: string, { exitCode }: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300 && exitCode === null; attempt += 1) {
    try {
      return await withClient(url, async (client) => void (await client.query('SELECT 1')))
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error('PostgreSQL did not start')
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
