import type { FirmwareView } from '../../live/contract'
import { clockTime } from '../../look/time'
import { useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { Table } from '../shell/Table'
import { Empty, View } from '../shell/View'

/** What runs where, so that a version that should be gone is seen. */
export function Firmware({ now }: { now: number }) {
  const ops = useOpsWords()
  const asked = useAsk<FirmwareView>('/firmware', 60_000)
  const { kind, model, firmware, devices, since, updates } = ops.firmwareColumns
  return (
    <section>
      <h2>{ops.firmwareTitle}</h2>
      <View asked={asked} bones={3}>
        {({ versions }) => versions.length === 0 ? <Empty title={ops.noDevices} more={ops.noDevicesMore} /> : (
          <Table title={ops.firmwareTitle} columns={[kind, model, firmware, devices, since, updates]}>
            {versions.map(one => (
              <tr key={`${one.kind} ${one.maker} ${one.model} ${one.firmware}`}>
                <th scope="row"><a href={`/ops/devices?kind=${one.kind}`}>{ops.kinds[one.kind] ?? one.kind}</a></th>
                <td>{[one.maker, one.model].filter(Boolean).join(' · ') || '–'}</td>
                <td>{one.firmware ? <code>{one.firmware}</code> : '–'}</td>
                <td>{ops.deviceCount(one.devices)}</td>
                <td>{one.since ? clockTime(Date.parse(one.since), now) : '–'}</td>
                <td>{(['updating', 'failed', 'rolledBack'] as const).filter(state => one[state] > 0).map(state => ops.firmwareUpdates[state](one[state])).join(' · ')}</td>
              </tr>
            ))}
          </Table>
        )}
      </View>
    </section>
  )
}
