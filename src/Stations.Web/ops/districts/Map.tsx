import type { Alarm, Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { Ground } from '../../look/map/Ground'
import { Pin } from '../../look/map/Pin'
import { severityTones } from '../alarms/AlarmCard'
import { useOpsWords } from '../locale'

interface Props {
  stations: readonly Station[]
  /** The gravest first. */
  alarms: readonly Alarm[]
  chosen: string | null
  choose(id: string): void
}

/** The stations that have a position, each by the gravest of its alarms. */
export function Map({ stations, alarms, chosen, choose }: Props) {
  const { say } = useSpeech()
  const ops = useOpsWords()
  return (
    <Ground
      places={stations.filter(({ position }) => position)} at={({ position }) => position!}
      pin={(at, enter) => {
        const [{ id }] = at.members as [Station]
        const many = at.members.length > 1
        const own = alarms.filter(({ station }) => at.members.some(({ id }) => id === station))
        const names = at.members.map(({ name, id }) => say(name) || id).join(', ')
        return (
          <Pin
            key={id} at={at} name={many ? '' : names} tone={own[0] ? severityTones[own[0].severity] : 'free'} chosen={at.members.some(({ id }) => id === chosen)}
            label={own.length > 0 ? `${names}: ${ops.alarms(own.length)}` : many ? `${at.members.length}: ${names}` : names} tap={() => (many ? enter() : choose(id))}
          >
            {own.length > 0 ? <b>{own.length}</b> : many && <b>{at.members.length}</b>}
          </Pin>
        )
      }}
    />
  )
}
