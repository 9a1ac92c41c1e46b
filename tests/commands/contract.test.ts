import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../support/run-server.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

const first = 'type Query { price(of: ID): Float, size: Int }'
const grown = 'type Query { price(of: ID): Float, size: Int, seq: Int! }'
const broken = 'type Query { price(of: [ID!]): Float, size: Int, seq: Int! }'
const change = "Type for argument 'of' on field 'Query.price' changed from 'ID' to '[ID!]'"
const section = `# Breaking changes\n\n## Lists\n\nOne price at a time was slow.\n\n- \`${change}\`\n`

interface Project extends TemporaryDir {
  contract(text: string): void
  page(text: string): void
  commit(): void
  git(...args: string[]): void
  /** What `npm run contract` says, and how it ends. */
  check(): Promise<{ code: number | null; said: string }>
}

function project(): Project {
  const folder = temporaryDir()
  const git = (...args: string[]) => {
    const as = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false']
    execFileSync('git', [...as, ...args], { cwd: folder.path, stdio: 'pipe' })
  }
  const page = (text: string) => writeFileSync(join(folder.path, 'docs/breaking-changes.md'), text)
  git('init', '--quiet')
  mkdirSync(join(folder.path, 'docs'))
  page('# Breaking changes\n')
  return {
    ...folder,
    git,
    page,
    contract: (text) => writeFileSync(join(folder.path, 'schema.graphql'), text),
    commit: () => {
      git('add', '.')
      git('commit', '--quiet', '--allow-empty', '--message', 'A commit')
    },
    check: async () => {
      const run = runCommand(process.execPath, [resolve('scripts/contract.mjs')], {}, folder.path)
      return { code: await run.exit, said: run.output() }
    },
  }
}

/** A project whose contract has these versions, one commit each. */
function withVersions(...texts: string[]): Project {
  const made = project()
  for (const text of texts) {
    made.contract(text)
    made.commit()
  }
  return made
}

describe('npm run contract', () => {
  it('lets a schema grow', async () => {
    using made = withVersions(first, grown)
    const { code, said } = await made.check()
    expect(said).toMatch(/Compared 2 versions of schema.graphql, from commit \w+ to commit \w+: 0 breaking changes/)
    expect(code).toBe(0)
  })

  it('refuses a breaking change before it is committed', async () => {
    using made = withVersions(first)
    made.contract(broken)
    const { code, said } = await made.check()
    expect(said).toContain(`(the file in this folder). Undo them`)
    expect(said).toContain(`- \`${change}\``)
    expect(code).toBe(1)
  })

  it('refuses a breaking change that other commits follow', async () => {
    using made = withVersions(first, broken, `${broken} scalar DateTime`)
    made.commit()
    const { code, said } = await made.check()
    expect(said).toContain(`- \`${change}\``)
    expect(code).toBe(1)
  })

  it('accepts a breaking change with a reason', async () => {
    using made = withVersions(first, broken)
    made.page(section)
    const { code, said } = await made.check()
    expect(said).toContain('1 breaking changes, 0 of them without a reason')
    expect(code).toBe(0)
  })

  it('refuses a listed change without a reason', async () => {
    using made = withVersions(first, broken)
    made.page(section.replace('One price at a time was slow.', ''))
    const { code, said } = await made.check()
    expect(said).toContain('under no reason')
    expect(code).toBe(1)
  })

  it('refuses a line that no change matches', async () => {
    using made = withVersions(first, grown)
    made.page(section)
    const { code, said } = await made.check()
    expect(said).toContain(`Remove the lines from docs/breaking-changes.md:\n- \`${change}\``)
    expect(code).toBe(1)
  })

  it('refuses a shallow clone, which lacks the earlier versions', async () => {
    using made = withVersions(first, broken)
    using clone = project()
    rmSync(join(clone.path, '.git'), { recursive: true })
    clone.git('clone', '--quiet', '--depth', '1', `file://${made.path}`, 'shallow')
    const run = runCommand(process.execPath, [resolve('scripts/contract.mjs')], {}, join(clone.path, 'shallow'))
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('git fetch --unshallow')
  })

  it('says aloud when there is nothing to compare with', async () => {
    using made = project()
    rmSync(join(made.path, '.git'), { recursive: true })
    const { code, said } = await made.check()
    expect(said).toContain('NOT COMPARED')
    expect(code).toBe(0)
  })
})
