import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Mark, type Tone } from '../Mark'
import type { Cluster } from './cluster'

interface Props {
  at: Cluster<unknown>
  tone: Tone
  /** Below it, where there is room. */
  name?: string
  label: string
  chosen: boolean
  tap(): void
  children?: ComponentChildren
}

/** What one taps on the map. Its place is set by script alone: the page's policy knows no inline style. */
export function Pin({ at: { x, y, members, roomy }, tone, name, label, chosen, tap, children }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    button.current!.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`
  }, [x, y])
  return (
    <button ref={button} type="button" class={`pin ${tone}${members.length > 1 ? ' many' : ''}`} aria-pressed={chosen} aria-label={label} data-name={(roomy && name) || undefined} onClick={tap}>
      <Mark tone={tone} />
      {children}
    </button>
  )
}
