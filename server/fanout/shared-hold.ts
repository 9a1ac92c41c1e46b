/**
 * Answers a function that takes a share of what is held. What it answers gives the share back, once however often it is
 * called. With the last share all is let go.
 */
export function sharedHold(letGo: () => void): () => () => void {
  let shares = 0
  return () => {
    let isTaken = true
    shares += 1
    return () => {
      if (isTaken) shares -= 1
      if (isTaken && shares === 0) letGo()
      isTaken = false
    }
  }
}
