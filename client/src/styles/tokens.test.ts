import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const THEMES = ['light', 'dark'] as const
const AA = 4.5

type Color = readonly number[]

/** The two colors of a token, light first, each as red, green, blue and alpha. */
function colorsOf(token: string): readonly Color[] {
  const [, pair = ''] = new RegExp(`--${token}: light-dark\\(([^)]*)\\)`).exec(css) ?? []
  return [...pair.matchAll(/#([0-9a-f]{6})([0-9a-f]{2})?/g)].map(([, rgb = '', alpha = 'ff']) =>
    [0, 2, 4].map((at) => parseInt(rgb.slice(at, at + 2), 16)).concat(parseInt(alpha, 16) / 255),
  )
}

const over = (top: Color, bottom: Color): Color =>
  bottom.map((channel, at) => (top[at] ?? 0) * (top[3] ?? 1) + channel * (1 - (top[3] ?? 1)))

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(first: Color, second: Color): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

const SERIES = [1, 2, 3, 4, 5, 6].map((number) => `series-${number}`)
const TEXTS = ['text', 'text-muted', 'text-faint', 'up', 'down', 'accent', 'stale', 'error', 'simulated']
const SURFACES = ['surface', 'surface-raised']
/** What is laid over a surface, and the texts that stand on it. */
const LAYERS = [
  ['up-soft', 'text'],
  ['down-soft', 'text'],
  ['itm', 'text-muted'],
  ['bar', 'text-muted'],
  ['accent-soft', 'accent'],
  ['stale-soft', 'stale'],
  ['simulated-soft', 'simulated'],
] as const

describe.each(THEMES)('in the %s theme', (theme) => {
  const color = (token: string): Color => {
    const found = colorsOf(token)[THEMES.indexOf(theme)]
    if (found === undefined) throw new Error(`No token --${token}`)
    return found
  }

  it.each(TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface])))(
    '%s is readable on %s',
    (text, surface) => {
      expect(contrast(color(text ?? ''), color(surface ?? ''))).toBeGreaterThanOrEqual(AA)
    },
  )

  it.each(LAYERS)('%s leaves %s readable', (layer, text) => {
    expect(contrast(color(text), over(color(layer), color('surface')))).toBeGreaterThanOrEqual(AA)
  })

  it.each(['bg', ...SURFACES])('the border of a control is seen on %s', (surface) => {
    expect(contrast(color('control-line'), color(surface))).toBeGreaterThanOrEqual(3)
  })

  it.each(SERIES)('%s is seen on a surface', (line) => {
    expect(contrast(color(line), color('surface'))).toBeGreaterThanOrEqual(3)
  })

  it('tells up from down by lightness or hue also without red and green', () => {
    const [up, down] = [color('up'), color('down')]
    expect(Math.abs((up[2] ?? 0) - (down[2] ?? 0))).toBeGreaterThan(80)
  })
})
