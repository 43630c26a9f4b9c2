interface Props {
  label: string
  all: string
  value: string
  options: readonly (readonly [id: string, name: string])[]
  pick(id: string): void
}

export function Choice({ label, all, value, options, pick }: Props) {
  return (
    <select class="field" aria-label={label} value={value} onChange={event => pick(event.currentTarget.value)}>
      <option value="">{all}</option>
      {options.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
    </select>
  )
}
