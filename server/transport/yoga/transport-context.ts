import type { Viewer } from '../../auth/viewer.js'
import type { Stop } from '../../lib/stop.js'
import type { Source } from '../../limits/source.js'
import type { Answer } from '../answers/answer.js'

/** What a transport says about an operation. */
export interface TransportContext {
  readonly connection: object
  /** The address that it came from. */
  readonly source?: Source
  /** The answer over HTTP. */
  readonly answer?: Answer
  /** Who asks. Over HTTP `useViewer` finds out. */
  viewer?: Viewer
  /** Aborted when the operation is over, or its client wants no more of it. */
  readonly stop?: Stop
  /** Gives a WebSocket another token. */
  readonly renew?: (token: string) => Promise<Viewer>
}
