import type { Row } from '../support/report.js'

/** What a scenario found: each row says its bar and whether it holds. */
export interface Outcome {
  readonly headings: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
}

export const yesOrNo = (holds: boolean) => (holds ? 'yes' : 'no')
export const megabytes = (bytes: number) => Number((bytes / 1_048_576).toFixed(1))
