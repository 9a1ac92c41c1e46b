import { useEffect } from 'react'
import { useStoredChoice } from '../lib/stored-choice.js'
import { text } from '../lib/text.js'
import css from './theme-switch.module.css'

const THEMES = ['dark', 'light'] as const

export function ThemeSwitch() {
  const [theme, setTheme] = useStoredChoice('theme', THEMES, 'dark')
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className={css.switch} title={text.theme.label} onClick={() => setTheme(other)}>
      {theme === 'dark' ? text.theme.toLight : text.theme.toDark}
    </button>
  )
}
