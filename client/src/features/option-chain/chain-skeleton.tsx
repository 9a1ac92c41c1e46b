import css from './chain-skeleton.module.css'

/** As many rows as are coming. */
export function ChainSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className={css.skeleton} aria-hidden="true">
      {Array.from({ length: rows + 2 }, (_, row) => (
        <div key={row} className={css.row} />
      ))}
    </div>
  )
}
