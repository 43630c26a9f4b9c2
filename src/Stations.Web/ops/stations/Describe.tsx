import { useState } from 'preact/hooks'
import type { Station } from '../../live/api'
import { say } from '../ask'
import { useOpsWords } from '../locale'
import { go } from '../route'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { bodyOf, type Typed, typedOf } from './describe'

interface Props {
  /** Null for a new one. */
  station: Station | null
  close(): void
}

/** What riders read of a station: what it is called, where it stands, when it is open. A new one is led to. */
export function Describe({ station, close }: Props) {
  const ops = useOpsWords()
  const [typed, setTyped] = useState(() => typedOf(station))
  const field = (name: keyof Typed, label: string, more: { hint?: string; needed?: boolean; most?: number } = {}) =>
    <Field label={label} value={typed[name]} change={value => setTyped({ ...typed, [name]: value })} most={200} {...more} />
  const ready = typed.district.trim() !== '' && typed.station.trim() !== '' && (typed.nameZh.trim() !== '' || typed.nameEn.trim() !== '')
  const run = async () => {
    const district = typed.district.trim()
    await say(`/stations/${encodeURIComponent(`${district}:${typed.station.trim()}`)}`, bodyOf(typed), 'PUT')
    close()
    if (!station) go(`/ops/districts/${encodeURIComponent(district)}`)
  }
  const title = station ? ops.describeStation : ops.addStation
  return (
    <Dialog title={title} close={close}>
      <Form act={station ? ops.save : ops.addStation} run={run} ready={ready}>
        {station ? <p><code>{station.id}</code></p> : <div class="pair">{field('district', ops.districtId, { needed: true, most: 64, hint: ops.idForm })}{field('station', ops.stationId, { needed: true, most: 64 })}</div>}
        <div class="pair">{field('nameZh', `${ops.stationName} · 中文`)}{field('nameEn', `${ops.stationName} · English`)}</div>
        <div class="pair">{field('addressZh', `${ops.address} · 中文`)}{field('addressEn', `${ops.address} · English`)}</div>
        <div class="pair">{field('districtZh', `${ops.districtName} · 中文`)}{field('districtEn', `${ops.districtName} · English`)}</div>
        <div class="pair">{field('latitude', ops.latitude)}{field('longitude', ops.longitude)}</div>
        <div class="pair">{field('hours', ops.openingHours, { hint: ops.hoursForm })}{field('zone', ops.zone)}</div>
        <p class="quiet">{ops.describeMore}</p>
      </Form>
    </Dialog>
  )
}
