import css from './placeholder.module.css'

/** Stands where a number will, as wide as it will be. */
export function Placeholder({ width }: { readonly width: string }) {
  return <span className={css.placeholder} style={{ width }} />
}
