import { failureTimes } from '../lib/failure-times.js'
import type { FaceFailure } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import { hint } from './hint.js'

/** Says in the footer of a panel that its curves lack the past; nothing while they have it. */
export function CurveFailure({ failure }: { readonly failure: FaceFailure | null }) {
  const todayMs = useToday()
  if (failure === null) return null
  return <span {...hint(`${failure.message} ${failureTimes(failure, todayMs)}`)}>{text.panel.noPast}</span>
}
