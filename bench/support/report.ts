import { cpus, loadavg } from 'node:os'

type Figure = string | number | boolean | null

/** One line of a report; null where there is nothing to measure. */
export type Row = { readonly case: string } & Readonly<Record<string, Figure>>

/** Prints the machine, the figures as a table under readable headings, and each row as a JSON line. */
export function report(bench: string, headings: Readonly<Record<string, string>>, rows: readonly Row[]): void {
  console.log(machine())
  console.table(rows.map((row) => underHeadings(row, headings)))
  for (const row of rows) console.log(JSON.stringify({ bench, ...row }))
}

/** What the figures were made on; a load near the number of cores before the run means that they were disturbed. */
function machine(): string {
  const cores = cpus()
  const load = loadavg()[0] ?? 0
  const when = new Date().toISOString().slice(0, 16)
  return `Node ${process.version}, ${cores.length} × ${cores[0]?.model}, load ${load.toFixed(1)}, ${when}Z`
}

function underHeadings(
  row: Row,
  headings: Readonly<Record<string, string>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [headings[key] ?? key, value ?? '–']))
}
