import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const script = `
import { spawn } from 'node:child_process'
import { endWithUs } from './tests/support/end-with-us.js'
const program = spawn('sleep', ['3600'], { stdio: ['ignore', 'inherit', 'ignore'] })
endWithUs(program)
console.log(program.pid)
`

it('ends a program that a test started when the process of the test is killed', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const test = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(test.stdout, 'data')) as [Buffer]
  expect(process.kill(Number(line.toString()), 0)).toBe(true)
  // It comes when nobody has the pipe any more. The program has it, too.
  const closed = once(test, 'close')
  test.kill('SIGKILL')
  await closed
})
