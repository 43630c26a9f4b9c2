import type { Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { Glyph } from '../../look/Mark'
import { needNames } from '../figure'
import { go } from '../route'
import type { Here } from '../useHere'
import { addressOf, type Choice, rememberDistrict, toggled } from './choice'
import { districtsOf } from './choose'

interface Props {
  choice: Choice
  path: string
  stations: readonly Station[]
  withDistrict: boolean
  here: Here
}

/** What is chosen stands in the address; each choice is a link there. */
export function Filters({ choice, path, stations, withDistrict, here }: Props) {
  const { words, say } = useSpeech()
  const pick = (district: string) => {
    rememberDistrict(district)
    go(addressOf(choice, path), true)
  }
  return (
    <div class="bar">
      <div class="row">
        {withDistrict && (
          <select class="field" aria-label={words.district} value={choice.district ?? ''} onChange={event => pick(event.currentTarget.value)}>
            <option value="">{words.allDistricts}</option>
            {districtsOf(stations, say).map(([id, name]) => (
              <option key={id} value={id}>{name}</option>
            ))}
          </select>
        )}
        <button type="button" class="button" aria-pressed={here.position !== null} disabled={here.state === 'asking'} onClick={here.toggle}>
          <Glyph name="near" />
          {here.state === 'asking' ? words.locating : words.nearest}
        </button>
      </div>
      <nav class="needs" aria-label={words.needsLabel}>
        {needNames.map(need => (
          <Chip key={need} address={addressOf(toggled(choice, need), path)} chosen={choice.needs.includes(need)} glyph={need} word={words.needs[need]} />
        ))}
        <Chip address={addressOf({ ...choice, open: !choice.open }, path)} chosen={choice.open} glyph="open" word={words.openNow} />
      </nav>
    </div>
  )
}

function Chip({ address, chosen, glyph, word }: { address: string; chosen: boolean; glyph: string; word: string }) {
  return (
    <a class="button need" href={address} aria-current={chosen ? 'true' : 'false'}>
      <Glyph name={glyph} />
      {word}
    </a>
  )
}
