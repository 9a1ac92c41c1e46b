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

/** A canvas wants plain colours; only the browser can say what a token is in the present theme. */
export function readChartColors(host: HTMLElement): ChartColors {
  const probe = document.createElement('span')
  probe.hidden = true
  host.append(probe)
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colors = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, read(token)])) as ChartColors
  probe.remove()
  return colors
}

export function onThemeChange(run: () => void): () => void {
  const observer = new MutationObserver(run)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
