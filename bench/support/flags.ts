/** The whole number given as `--name=value` on the command line. */
export function flag(name: string, fallback: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))
  const value = given === undefined ? fallback : Number(given.split('=')[1])
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number above 0`)
  return value
}

/** Whether `--name` stands on the command line. */
export function isGiven(name: string): boolean {
  return process.argv.includes(`--${name}`)
}
