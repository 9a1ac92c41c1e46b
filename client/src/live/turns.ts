/** Numbers requests. What it gives for one tells, once that is answered, whether none asked later was answered before. */
export function createTurns(): () => () => boolean {
  let asked = 0
  let answered = 0
  return () => {
    const mine = (asked += 1)
    return () => {
      if (mine < answered) return false
      answered = mine
      return true
    }
  }
}
