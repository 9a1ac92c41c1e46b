import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const script = `
import { spawn } from 'node:child_process'
import { endWithUs } from './tests/support/end-with-us.js'
const program = spawn('sleep', ['3600'])
endWithUs(program)
console.log(program.pid)
`

it('ends a program that a test started when the process of the test is killed', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const test = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(test.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  expect(isAlive(pid)).toBe(true)
  test.kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
