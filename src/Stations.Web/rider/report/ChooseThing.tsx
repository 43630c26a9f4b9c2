import type { ComponentChildren } from 'preact'
import type { Device } from '../../live/api'
import { useSpeech } from '../../locale'
import { calledOf, doorsOf, type Thing } from './things'

interface Props {
  devices: readonly Device[]
  choose(thing: Thing): void
}

/** What something can be wrong with: first what has doors, each with its number, then the rest and the station itself. */
export function ChooseThing({ devices, choose }: Props) {
  const { words } = useSpeech()
  const one = (thing: Thing, text: ComponentChildren = calledOf(thing, devices, words)) => (
    <button key={`${thing.device?.id}/${thing.slot}`} type="button" class="button" aria-label={calledOf(thing, devices, words)} onClick={() => choose(thing)}>{text}</button>
  )
  return (
    <div class="choices" role="group" aria-label={words.reportWhat}>
      {devices.filter(device => doorsOf(device).length > 0).map(device => (
        <div key={device.id} class="doored">
          {one({ device, slot: 0 })}
          {doorsOf(device).map(slot => one({ device, slot }, slot))}
        </div>
      ))}
      {devices.filter(device => doorsOf(device).length === 0).map(device => one({ device, slot: 0 }))}
      {one({ device: null, slot: 0 })}
    </div>
  )
}
