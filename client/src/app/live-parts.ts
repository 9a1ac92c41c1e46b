import { browserFrames, createFrameScheduler } from '../live/frame-scheduler.js'
import { createFreshnessRegistry } from '../live/freshness-registry.js'
import type { LiveParts } from '../live/live-context.js'
import { browserNetwork } from '../transport/network-watch.js'
import { createUrqlClient } from '../transport/urql-client.js'
import { createWsTransport } from '../transport/ws-transport.js'

const PATH = '/graphql'

/** What the page is made of: one socket, one client, one clock for the screen. */
export function createLiveParts({ protocol, host }: Location): LiveParts {
  const socketUrl = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${PATH}`
  const transport = createWsTransport({ url: socketUrl, network: browserNetwork })
  return {
    transport,
    client: createUrqlClient(transport),
    frames: createFrameScheduler(browserFrames),
    freshness: createFreshnessRegistry(),
  }
}
