export interface NetworkWatch {
  online(): boolean
  watch(on: { onChange(online: boolean): void; onVisible(): void }): () => void
}

/** What the browser says of the network, and when somebody looks at the page again. */
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
