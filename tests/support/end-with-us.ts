import { spawn, type ChildProcess } from 'node:child_process'

/** Kills a program when our process is gone, however it ended: a shell reads a pipe from us until its end. */
export function endWithUs(program: ChildProcess): void {
  if (program.pid === undefined) return
  const script = 'read -r _; kill -KILL "$1"'
  const guard = spawn('sh', ['-c', script, 'sh', String(program.pid)], { stdio: ['pipe', 'ignore', 'ignore'] })
  guard.unref()
  // Its number may be another program's by the time we end.
  program.once('exit', () => guard.kill('SIGKILL'))
}
