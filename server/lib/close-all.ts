/** Closes one after the other, even if one fails to close. Then rejects with the first failure. */
export async function closeAll(parts: readonly AsyncDisposable[]): Promise<void> {
  const failures: unknown[] = []
  for (const part of parts) {
    try {
      await part[Symbol.asyncDispose]()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
