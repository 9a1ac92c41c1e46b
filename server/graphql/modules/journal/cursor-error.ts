import { apiError } from '../../errors.js'

export function cursorError(cursor: string) {
  const message = `Argument "after": "${cursor}" was never given out; query the newest page and go on from there.`
  return apiError('UNKNOWN_CURSOR', message, { argument: 'after' })
}
