import { useSpeech } from '../locale'
import { everything, type Filter } from './filter'
import { useOpsWords } from './locale'

interface Props {
  filter: Filter
  districts: readonly (readonly [id: string, name: string])[]
  kinds: readonly string[]
  change(part: Partial<Filter>): void
}

export function Filters({ filter, districts, kinds, change }: Props) {
  const { words } = useSpeech()
  const ops = useOpsWords()
  const chosen = filter.search || filter.district || filter.kind || filter.connection || filter.level
  return (
    <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
      <input
        class="field search"
        type="search"
        value={filter.search}
        placeholder={ops.search}
        aria-label={ops.search}
        maxLength={100}
        onInput={event => change({ search: event.currentTarget.value })}
      />
      <Choice label={words.district} all={words.allDistricts} value={filter.district} options={districts} pick={district => change({ district })} />
      <Choice label={ops.kind} all={ops.allKinds} value={filter.kind} options={kinds.map(kind => [kind, ops.kinds[kind] ?? kind])} pick={kind => change({ kind })} />
      <Choice
        label={ops.connection}
        all={ops.allConnections}
        value={filter.connection}
        options={Object.entries(ops.connections)}
        pick={connection => change({ connection })}
      />
      {chosen && (
        <button type="button" class="plain" onClick={() => change(everything)}>{ops.clear}</button>
      )}
    </form>
  )
}

interface ChoiceProps {
  label: string
  all: string
  value: string
  options: readonly (readonly [id: string, name: string])[]
  pick(id: string): void
}

function Choice({ label, all, value, options, pick }: ChoiceProps) {
  return (
    <select class="field" aria-label={label} value={value} onChange={event => pick(event.currentTarget.value)}>
      <option value="">{all}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>{name}</option>
      ))}
    </select>
  )
}
