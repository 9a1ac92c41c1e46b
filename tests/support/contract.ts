import { readdirSync, readFileSync } from 'node:fs'

/** The texts of `schema/*.graphql`. */
export const contractFiles: readonly string[] = readdirSync('schema').map((file) =>
  readFileSync(`schema/${file}`, 'utf8'),
)
