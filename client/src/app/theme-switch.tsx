import { useLayoutEffect } from 'react'
import select from '../components/select.module.css'
import { useStoredChoice } from '../lib/stored-choice.js'
import { text } from '../lib/text.js'

const THEMES = ['system', 'dark', 'light'] as const

/** Without a choice of one's own the page has the theme of the system, and follows it. */
export function ThemeSwitch() {
  const [theme, setTheme] = useStoredChoice('theme', THEMES, 'system')
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
  }, [theme])
  return (
    <select
      className={select.select}
      aria-label={text.theme.label}
      value={theme}
      onChange={(event) => setTheme(THEMES.find((known) => known === event.target.value) ?? 'system')}
    >
      {THEMES.map((known) => (
        <option key={known} value={known}>
          {text.theme[known]}
        </option>
      ))}
    </select>
  )
}
