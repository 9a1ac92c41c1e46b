export interface NetworkWatch {
  online(): boolean
  watch(on: { onChange(online: boolean): void; onVisible(): void }): () => void
}

/** The browser's word on the network, and the moment when somebody looks at the page again. */
export const browserNetwork: NetworkWatch = {
  online: () => navigator.onLine,
  watch({ onChange, onVisible }) {
    const end = new AbortController()
    const { signal } = end
    window.addEventListener('online', () => onChange(true), { signal })
    window.addEventListener('offline', () => onChange(false), { signal })
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onVisible(), {
      signal,
    })
    return () => end.abort()
  },
}
