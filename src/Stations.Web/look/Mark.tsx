import type { ComponentChildren } from 'preact'

/** A state is a word, a shape and a colour: full disc free, half disc busy, cross broken, dashed ring unknown. */
export type Tone = 'free' | 'busy' | 'bad' | 'none'

/** The shapes stand in every page, from `sprite.svg`. */
export function Mark({ tone }: { tone: Tone }) {
  return (
    <svg class="mark" aria-hidden="true">
      <use href={`#${tone}`} />
    </svg>
  )
}

export function Glyph({ name }: { name: string }) {
  return (
    <svg class="glyph" aria-hidden="true">
      <use href={`#${name}`} />
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
