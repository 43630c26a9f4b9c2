import type { ComponentChildren } from 'preact'

/** A state is a word, a shape and a colour: full disc free, half disc busy, cross broken, dashed ring unknown. */
export type Tone = 'free' | 'busy' | 'bad' | 'none'

const shapes: Record<Tone, ComponentChildren> = {
  free: <circle cx="8" cy="8" r="6.5" fill="currentColor" />,
  busy: [
    <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />,
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />,
  ],
  bad: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" />,
  none: <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.5 2.05" />,
}

export function Mark({ tone }: { tone: Tone }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[tone]}
    </svg>
  )
}

export function State({ tone, calm, children }: { tone: Tone; calm?: boolean; children: ComponentChildren }) {
  return (
    <span class={`state ${tone}${calm ? ' calm' : ''}`}>
      <Mark tone={tone} />
      {children}
    </span>
  )
}
