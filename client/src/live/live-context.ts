import { createContext, useContext } from 'react'
import type { Client } from 'urql'
import type { LiveTransport } from '../transport/live-transport.js'
import type { FrameScheduler } from './frame-scheduler.js'
import type { FreshnessRegistry } from './freshness-registry.js'

export interface LiveParts {
  readonly client: Client
  readonly transport: LiveTransport
  readonly frames: FrameScheduler
  readonly freshness: FreshnessRegistry
}

export const LiveContext = createContext<LiveParts | null>(null)

export function useLiveParts(): LiveParts {
  const parts = useContext(LiveContext)
  if (parts === null) throw new Error('A live panel needs a LiveContext above it')
  return parts
}
