import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { hint } from './hint.js'
import { stepFor } from './roving.js'
import css from './tabs.module.css'

interface Tab {
  readonly value: string
  readonly label: ReactNode
  readonly title?: string
}

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string | null
  readonly onChoose: (value: string) => void
  /** Left out while what the tabs control is not there. */
  readonly panelId: string | undefined
  /** For labels of one line. */
  readonly isCompact?: boolean
}

/** A tab list with one stop for the Tab key; arrows, Home and End move and choose. */
export function Tabs({ label, tabs, value, onChoose, panelId, isCompact = false }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const current = tabs.findIndex((tab) => tab.value === value)
    const next = stepFor(event, current, tabs.length)
    const tab = next === null ? undefined : tabs[next]
    if (tab === undefined || next === null) return
    event.preventDefault()
    onChoose(tab.value)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div
      ref={list}
      className={css.tabs}
      role="tablist"
      aria-label={label}
      data-compact={isCompact ? '' : undefined}
      onKeyDown={onKeyDown}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          {...hint(tab.title, { inList: true })}
          aria-selected={tab.value === value}
          aria-controls={panelId}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChoose(tab.value)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
