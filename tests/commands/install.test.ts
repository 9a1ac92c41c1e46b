import { describe, expect, it } from 'vitest'
import { endedProcess, stubProject } from './stub-project.js'

describe('the install before a command', () => {
  it('is done once by two commands at once: the second waits for the first, and says so', async () => {
    using project = stubProject()
    const first = project.run('install.mjs')
    await first.says(/npm is at work/)
    const second = project.run('install.mjs')
    await second.says(new RegExp(`Waiting: process ${first.child.pid} is installing or building`))
    project.write('go-on', '')
    expect(await Promise.all([first.exit, second.exit])).toEqual([0, 0])
    expect(project.calls()).toHaveLength(1)
    expect(project.has('.install.lock')).toBe(false)
  })

  it('takes over the lock of a process that is gone', async () => {
    using project = stubProject()
    project.write('go-on', '')
    project.write('.install.lock', String(endedProcess()))
    const run = project.run('install.mjs')
    expect(await run.exit).toBe(0)
    expect(run.output()).not.toContain('Waiting')
    expect(project.calls()).toHaveLength(1)
    expect(project.has('.install.lock')).toBe(false)
  })

  it('is taken over by one of those that find the process gone', async () => {
    using project = stubProject()
    project.write('.install.lock', String(endedProcess()))
    const runs = [1, 2, 3].map(() => project.run('install.mjs'))
    await Promise.any(runs.map((run) => run.says(/npm is at work/)))
    project.write('go-on', '')
    expect(await Promise.all(runs.map((run) => run.exit))).toEqual([0, 0, 0])
    expect(project.calls()).toHaveLength(1)
  })

  it('gives the lock back when npm fails, and ends with its exit code', async () => {
    using project = stubProject()
    project.write('go-on', '')
    project.write('fail', '')
    const run = project.run('install.mjs')
    expect(await run.exit).toBe(7)
    expect(run.output()).toMatch(/The dependencies are not installed; npm says why above.*run this command again\.\n$/)
    expect(project.has('.install.lock')).toBe(false)
  })

  it('gives the lock back when it is asked to end', async () => {
    using project = stubProject()
    const run = project.run('install.mjs')
    await run.says(/npm is at work/)
    run.child.kill('SIGTERM')
    expect(await run.exit).not.toBe(0)
    expect(project.has('.install.lock')).toBe(false)
  })

  it('includes the build tools, whatever NODE_ENV says', async () => {
    using project = stubProject()
    project.write('go-on', '')
    expect(await project.run('install.mjs', { NODE_ENV: 'production' }).exit).toBe(0)
    expect(project.calls()).toEqual([expect.stringContaining('ci --include=dev')])
  })
})
