/** The text given as `--name=value` on the command line. */
export function textFlag(name: string): string | undefined {
  const start = `--${name}=`
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length)
}

/** The whole number given as `--name=value` on the command line. */
export function flag(name: string, fallback: number): number {
  const given = textFlag(name)
  const value = given === undefined ? fallback : Number(given)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number above 0`)
  return value
}

/** Whether `--name` stands on the command line. */
export function isGiven(name: string): boolean {
  return process.argv.includes(`--${name}`)
}
