import type { NeedName } from '../live/api'
import { useSpeech } from '../locale'
import { needNames } from './figure'

const glyphs: Record<NeedName, string> = {
  charge: 'M9 1L3 9h4l-1 6 7-9H9z',
  water: 'M8 1.5S3.5 7 3.5 10a4.5 4.5 0 0 0 9 0c0-3-4.5-8.5-4.5-8.5z',
  rest: 'M2.5 3v10M2.5 11h11v2M13.5 11V9.5a2 2 0 0 0-2-2h-9',
  park: 'M5 14V2h4a3.5 3.5 0 0 1 0 7H5',
}
const outlined: readonly NeedName[] = ['rest', 'park']

interface Props {
  chosen: readonly NeedName[]
  choose(needs: readonly NeedName[]): void
}

export function NeedBar({ chosen, choose }: Props) {
  const { words } = useSpeech()
  const toggle = (need: NeedName) => choose(chosen.includes(need) ? chosen.filter(other => other !== need) : [...chosen, need])
  return (
    <div class="needs" role="group" aria-label={words.needsLabel}>
      {needNames.map(need => (
        <button type="button" key={need} class="button need" aria-pressed={chosen.includes(need)} onClick={() => toggle(need)}>
          <svg viewBox="0 0 16 16" class={outlined.includes(need) ? 'outlined' : ''} aria-hidden="true">
            <path d={glyphs[need]} />
          </svg>
          {words.needs[need]}
        </button>
      ))}
    </div>
  )
}
