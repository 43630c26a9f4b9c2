import type { ComponentChildren } from 'preact'

/** What stands where the figures would be: nothing there, nothing found, or no connection. */
export function Notice({ title, more, children }: { title: string; more: string; children?: ComponentChildren }) {
  return (
    <section class="notice">
      <h2>{title}</h2>
      <p>{more}</p>
      {children}
    </section>
  )
}
