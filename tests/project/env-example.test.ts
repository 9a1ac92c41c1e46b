import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseConfig } from '../../server/config/config.js'
import { settings } from '../../server/config/settings.js'

const lines = readFileSync('.env.example', 'utf8').split('\n')
const example = Object.fromEntries(lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=', 2)))

it('.env.example lists every setting, in order', () => {
  expect(Object.keys(example)).toEqual(Object.keys(settings))
})

it('.env.example shows the defaults', () => {
  expect(parseConfig(example as Record<string, string>)).toEqual(parseConfig({}))
})
