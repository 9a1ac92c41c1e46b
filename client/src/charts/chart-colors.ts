const TOKENS = {
  line: '--accent',
  up: '--up',
  down: '--down',
  fill: '--accent-soft',
  text: '--text-faint',
  grid: '--line',
  surface: '--surface',
} as const

export type ChartColors = Record<keyof typeof TOKENS, string>

/** A canvas wants plain colors; only the browser can say what a token is in the present theme. */
export function readToken(host: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.hidden = true
  probe.style.color = `var(${token})`
  host.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

export function readChartColors(host: HTMLElement): ChartColors {
  const read = ([name, token]: [string, string]) => [name, readToken(host, token)]
  return Object.fromEntries(Object.entries(TOKENS).map(read)) as ChartColors
}

export function onThemeChange(run: () => void): () => void {
  const observer = new MutationObserver(run)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', run)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', run)
  }
}
