import css from './segmented.module.css'

export interface SegmentedProps<Choice extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Choice; readonly label: string }[]
  readonly value: Choice
  readonly onChoose: (value: Choice) => void
}

/** One of a few, all in sight. */
export function Segmented<Choice extends string>({ label, choices, value, onChoose }: SegmentedProps<Choice>) {
  return (
    <div className={css.group} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
