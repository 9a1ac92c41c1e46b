import type { SignIn } from '../identity/sign-in.js'
import { browserFrames, createFrameScheduler } from '../live/frame-scheduler.js'
import { createFreshnessRegistry } from '../live/freshness-registry.js'
import type { LiveParts } from '../live/live-context.js'
import type { Credentials } from '../transport/live-transport.js'
import { browserNetwork } from '../transport/network-watch.js'
import { createUrqlClient } from '../transport/urql-client.js'
import { createWsTransport } from '../transport/ws-transport.js'
import { followViewer } from './follow-viewer.js'

const PATH = '/graphql'

/** What the page is made of: one socket, one client, one clock for the screen. */
export function createLiveParts({ protocol, host }: Location, credentials: Credentials): LiveParts {
  const socketUrl = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${PATH}`
  const transport = createWsTransport({ url: socketUrl, credentials, network: browserNetwork })
  return {
    transport,
    client: createUrqlClient(transport),
    frames: createFrameScheduler(browserFrames),
    freshness: createFreshnessRegistry(),
  }
}

interface ShownParts {
  readonly epoch: number
  readonly parts: LiveParts
}

export interface LivePartsStore {
  current(): ShownParts
  subscribe(listener: () => void): () => void
}

/** The parts for who is signed in. For somebody else all are made anew, so that nothing of the one before is left. */
export function livePartsFor(signIn: SignIn, make: (credentials: Credentials) => LiveParts): LivePartsStore {
  const listeners = new Set<() => void>()
  const begin = () => {
    const { epoch, credentials } = signIn.current()
    const parts = make(credentials)
    return { epoch, parts, stop: followViewer(parts, signIn) }
  }
  let shown = begin()
  signIn.subscribe(() => {
    if (signIn.current().epoch === shown.epoch) return
    shown.stop()
    shown.parts.transport.dispose()
    shown.parts.frames.dispose()
    shown = begin()
    for (const listener of [...listeners]) listener()
  })
  return {
    current: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
