import { useState } from 'react'

const PREFIX = 'gammacast.'

function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // A browser may forbid storage; the choice then lasts as long as the page.
  }
}

/** A choice among a few that outlives the page. */
export function useStoredChoice<Choice extends string>(key: string, choices: readonly Choice[], fallback: Choice) {
  const [choice, setChoice] = useState<Choice>(() => choices.find((known) => known === read(key)) ?? fallback)
  const choose = (next: Choice) => {
    write(key, next)
    setChoice(next)
  }
  return [choice, choose] as const
}
