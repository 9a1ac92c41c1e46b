import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { ensureInstalled } from './ensure.mjs'
import { fail } from './steps.mjs'
import { takeNoArguments } from './usage.mjs'

/**
 * Compares every version of `schema.graphql` that this repository has with the one before it, the file as it stands
 * last. Each change that breaks clients must be a line of the page below, under the reason for it.
 */
const contract = 'schema.graphql'
const page = 'docs/breaking-changes.md'

takeNoArguments(
  `Usage: npm run contract\nIt refuses changes of ${contract} that break clients, unless ${page} gives the reason.`,
)
await ensureInstalled()
const { diff } = await import('@graphql-inspector/core')
const { buildSchema } = await import('graphql')

if (!existsSync('.git')) {
  console.error(`NOT COMPARED: this folder is no git repository, so no earlier version of ${contract} is here.`)
  process.exit()
}
if (git('rev-parse', '--is-shallow-repository') === 'true') {
  fail(`This clone is shallow and lacks earlier versions of ${contract}. Run "git fetch --unshallow".`)
}

const versions = versionsOfContract()
const breaking = []
for (const [index, version] of versions.slice(1).entries()) {
  const changes = await diff(buildSchema(versions[index].text), buildSchema(version.text))
  for (const { criticality, message } of changes) {
    if (criticality.level === 'BREAKING') breaking.push({ message, at: version.name })
  }
}
const reasons = reasonsOfPage()
const unexplained = breaking.filter(({ message }) => !reasons.has(message))
const outdated = [...reasons.keys()].filter((line) => !breaking.some(({ message }) => message === line))
const unreasoned = [...reasons].filter(([, reason]) => reason === '').map(([line]) => line)

const madeAt = [...new Set(unexplained.map(({ at }) => at))].join(', ')
report(
  `These changes break clients (${madeAt}). Undo them, or give the reason and these lines in`,
  unexplained.map(({ message }) => message),
)
report('No version of the schema makes these changes. Remove the lines from', outdated)
report('These lines stand under no reason. Write it above them in', unreasoned)
const compared = `Compared ${versions.length} versions of ${contract}, from ${versions[0]?.name} to ${versions.at(-1)?.name}`
console.log(`${compared}: ${breaking.length} breaking changes, ${unexplained.length} of them without a reason.`)

/** Oldest first. */
function versionsOfContract() {
  const commits = git('log', '--first-parent', '--reverse', '--format=%h', '--', contract).split('\n').filter(Boolean)
  const committed = commits.flatMap((commit) => {
    const text = git('ls-tree', '--name-only', commit, contract) === '' ? null : git('show', `${commit}:./${contract}`)
    return text === null ? [] : [{ name: `commit ${commit}`, text }]
  })
  const text = readFileSync(contract, 'utf8').trim()
  return committed.at(-1)?.text === text ? committed : [...committed, { name: 'the file in this folder', text }]
}

/** Lists are changes; the paragraphs between a heading and a list are the reason for what it lists. */
function reasonsOfPage() {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^## .*$/m)
  return new Map(
    sections.flatMap((section) => {
      const lines = section.split('\n').map((line) => line.trim())
      const reason = lines.filter((line) => !line.startsWith('- ')).join(' ')
      return lines.filter((line) => line.startsWith('- ')).map((line) => [unquoted(line.slice(2)), reason.trim()])
    }),
  )
}

/** A change stands as code, so that nothing of it is read as Markdown. */
function unquoted(text) {
  return text.replace(/^`(.*)`$/, '$1')
}

function report(problem, lines) {
  if (lines.length === 0) return
  console.error(`${problem} ${page}:\n${lines.map((line) => `- \`${line}\``).join('\n')}`)
  process.exitCode = 1
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trim()
}
