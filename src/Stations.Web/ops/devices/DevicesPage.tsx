import { useEffect, useState } from 'preact/hooks'
import type { DevicePage, DistrictsView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { Notice } from '../../look/Notice'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { change, go } from '../route'
import { Choice } from '../shell/Choice'
import { Paging } from '../shell/Paging'
import { Empty, View } from '../shell/View'
import { Counts } from './Counts'
import { DeviceTable } from './DeviceTable'
import { pageSize, questionOf, readFilter, viewOf } from './filter'
import { SavedViews } from './SavedViews'

/** A person types faster than a server should be asked. */
const typingMs = 250
const everyMs = 5_000

export function DevicesPage({ now, query, districts }: PageProps & { districts: DistrictsView | null }) {
  const ops = useOpsWords()
  const { words, say } = useSpeech()
  const filter = readFilter(query)
  const asked = useAsk<DevicePage>(withQuery('/devices', questionOf(filter)), everyMs)
  const [last, setLast] = useState<DevicePage | null>(null)
  useEffect(() => {
    if (asked.data) setLast(asked.data)
  }, [asked.data])
  // While a new question is under way the old answer stays, so that nothing jumps.
  const shown = asked.data ? asked : { ...asked, data: last }
  const narrow = (parts: Record<string, string>) => change({ ...parts, cursor: '' })
  const view = viewOf(filter)
  return (
    <>
      <h1>{ops.pages.devices}</h1>
      {shown.data && <Counts counts={shown.data.counts} chosen={filter.urgency} choose={urgency => narrow({ urgency })} />}
      <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
        <Search value={filter.search} change={search => narrow({ search })} />
        <Choice label={words.district} all={words.allDistricts} value={filter.district} options={(districts?.districts ?? []).map(({ id, name }) => [id, say(name) || id])} pick={district => narrow({ district })} />
        <Choice label={ops.kind} all={ops.allKinds} value={filter.kind} options={Object.entries(ops.kinds)} pick={kind => narrow({ kind })} />
        <Choice label={ops.connection} all={ops.allConnections} value={filter.connection} options={Object.entries(ops.connections)} pick={connection => narrow({ connection })} />
        <Choice label={ops.sort} all={ops.sorts.urgency!} value={filter.sort} options={Object.entries(ops.sorts).filter(([id]) => id !== 'urgency')} pick={sort => narrow({ sort })} />
      </form>
      <SavedViews query={view} />
      <View asked={shown} bones={12}>
        {page => page.devices.length ? (
          <>
            <DeviceTable page={page} now={now} />
            <Paging told={ops.rows(page.devices.length, page.total)} cursor={filter.cursor} next={page.next} size={Math.min(pageSize, page.total)} />
          </>
        ) : view ? (
          <Notice title={ops.noneMatch} more={ops.noneMatchMore}>
            <button type="button" class="button" onClick={() => go('/ops/devices')}>{ops.clear}</button>
          </Notice>
        ) : <Empty title={ops.noDevices} more={ops.noDevicesMore} />}
      </View>
    </>
  )
}

function Search({ value, change }: { value: string; change(value: string): void }) {
  const ops = useOpsWords()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => change(text), typingMs)
    return () => clearTimeout(timer)
  }, [text])
  return <input class="field search" type="search" maxLength={100} aria-label={ops.search} placeholder={ops.search} value={text} onInput={event => setText(event.currentTarget.value)} />
}
