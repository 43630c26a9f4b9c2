import type { ComponentChildren } from 'preact'

interface Props {
  title: string
  columns: readonly string[]
  /** Rows. */
  children: ComponentChildren
}

/** Rows that stand below each other where the screen is narrow, so each cell has to speak for itself. */
export function Table({ title, columns, children }: Props) {
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={title}>
      <table class="stack">
        <caption class="unseen">{title}</caption>
        <thead><tr>{columns.map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
