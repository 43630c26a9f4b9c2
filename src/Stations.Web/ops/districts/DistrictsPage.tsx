import type { DistrictsView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { Mark } from '../../look/Mark'
import type { Asked } from '../ask'
import { useOpsWords } from '../locale'
import { Empty, View } from '../shell/View'
import { urgencies, urgencyTones } from '../tones'

export function DistrictsPage({ asked }: { asked: Asked<DistrictsView> }) {
  const ops = useOpsWords()
  const { say } = useSpeech()
  return (
    <>
      <h1>{ops.pages.districts}</h1>
      <View asked={asked} bones={5}>
        {({ districts }) => districts.length === 0 ? <Empty title={ops.noDevices} more={ops.noDevicesMore} /> : (
          <ul class="districts">
            {districts.map(({ id, name, stations, devices, counts }) => (
              <li key={id} class="panel">
                <h2><a href={`/ops/districts/${id}`}>{say(name) || id}</a></h2>
                <p class="quiet">{ops.size(stations, devices)}</p>
                <p class="needs">
                  {urgencies.filter(one => one !== 'ok' && counts[one] > 0).map(one => (
                    <a key={one} class={`state ${urgencyTones[one]}`} href={`/ops/devices?district=${id}&urgency=${one}`}><Mark tone={urgencyTones[one]} />{ops.urgency[one]} {counts[one]}</a>
                  ))}
                  {devices > 0 && counts.ok === devices && <span class="state free"><Mark tone="free" />{ops.allWell}</span>}
                </p>
              </li>
            ))}
          </ul>
        )}
      </View>
    </>
  )
}
