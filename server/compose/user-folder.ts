/** The folder in which the user stands. npm runs its scripts in the folder of the project, and tells it. */
export function userFolder(script: string, process: Pick<NodeJS.Process, 'env' | 'cwd'>): string {
  const { INIT_CWD, npm_lifecycle_event } = process.env
  return npm_lifecycle_event === script && INIT_CWD ? INIT_CWD : process.cwd()
}
