import type { DistrictsView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { useOpsWords } from '../locale'
import { Field } from '../shell/Form'
import { type Rights, type Role, roles } from './rights'

/** What somebody may do, and where. */
export function RightsFields({ rights: { role, districts }, known, change }: { rights: Rights; known: DistrictsView | null; change(rights: Rights): void }) {
  const { people, roles: names } = useOpsWords()
  const { words, say } = useSpeech()
  const called = new Map((known?.districts ?? []).map(({ id, name }) => [id, say(name) || id]))
  const all = [...new Set([...called.keys(), ...(districts ?? [])])].sort()
  const tick = (id: string, on: boolean) => change({ role, districts: on ? [...(districts ?? []), id] : (districts ?? []).filter(one => one !== id) })
  return (
    <>
      <Field label={people.role} value={role} change={value => change({ role: value as Role, districts })} options={roles.map(one => [one, names[one]] as const)} hint={people.roleMore[role]} />
      <Field label={people.where} value={districts ? 'some' : ''} change={value => change({ role, districts: value ? [] : null })} options={[['', people.everywhere], ['some', people.someDistricts]]} />
      {districts && (
        <fieldset class="ticks">
          <legend>{words.district}</legend>
          {all.map(id => <label key={id}><input type="checkbox" checked={districts.includes(id)} onChange={event => tick(id, event.currentTarget.checked)} />{called.get(id) ?? id}</label>)}
        </fieldset>
      )}
    </>
  )
}

/** `Operator · Wanda`. */
export function RightsText({ rights: { role, districts }, known }: { rights: Rights; known: DistrictsView | null }) {
  const { people, roles: names } = useOpsWords()
  const { say } = useSpeech()
  const nameOf = (id: string) => say(known?.districts.find(one => one.id === id)?.name ?? null) || id
  return <>{names[role]} <small class="quiet">{districts ? districts.map(nameOf).join(', ') : people.everywhere}</small></>
}
