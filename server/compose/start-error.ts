/** A fault of the surroundings that the person who started us can mend; its message is all there is to say. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
