import { useMemo } from 'preact/hooks'
import { useServerNow } from '../live/clock'
import { useLive } from '../live/useLive'
import { LanguageSwitch } from '../look/LanguageSwitch'
import { Notice } from '../look/Notice'
import { OfflineBand } from '../look/OfflineBand'
import { Pill } from '../look/Pill'
import { SpeechContext, useLanguage } from '../locale'
import { Alarms } from './Alarms'
import { arrange, districtOf } from './arrange'
import { Counts } from './Counts'
import { everything } from './filter'
import { Filters } from './Filters'
import { opsLanguages } from './locale'
import { Table } from './Table'
import { useFilter } from './useFilter'

export function Ops() {
  const speech = useLanguage((words, lang) => `${opsLanguages[lang].title} · ${words.product}`)
  const { words, say, lang } = speech
  const ops = opsLanguages[lang]
  const { board, link, reconnect } = useLive({ include: 'devices,stations,alarms' })
  const now = useServerNow()
  const [filter, change] = useFilter()
  const arranged = useMemo(() => arrange(board, filter, say), [board, filter, lang])
  const [districts, kinds] = useMemo(() => {
    const names = new Map<string, string>()
    for (const { id } of board.devices.values()) names.set(districtOf(id), districtOf(id))
    for (const { district, districtName } of board.stations.values()) names.set(district, say(districtName) || district)
    return [[...names].sort(), [...new Set([...board.devices.values()].map(({ kind }) => kind))].sort()]
  }, [board, lang])

  return (
    <SpeechContext.Provider value={speech}>
      <header class="top">
        <h1>{words.product} · {ops.title}</h1>
        <Pill link={link} />
        <a class="plain" href="/">{ops.riderPage}</a>
        <LanguageSwitch />
      </header>
      <main>
        <Alarms board={board} now={now} />
        {board.loaded && <OfflineBand link={link} />}
        {!board.loaded ? (
          link.state === 'lost' ? (
            <Notice title={words.notConnected} more={words.notConnectedMore}>
              <button type="button" class="button main" onClick={reconnect}>{words.retryNow}</button>
            </Notice>
          ) : (
            <section class="waiting" aria-busy="true" aria-label={words.loading}>
              {Array.from({ length: 12 }, (_, n) => <div key={n} class="bone" />)}
            </section>
          )
        ) : board.devices.size === 0 ? (
          <Notice title={ops.noDevices} more={ops.noDevicesMore} />
        ) : (
          <>
            <Counts arranged={arranged} chosen={filter.level} choose={level => change({ level })} />
            <Filters filter={filter} districts={districts} kinds={kinds} change={change} />
            {arranged.lines.length ? (
              <Table lines={arranged.lines} page={filter.page} now={now} turn={page => { change({ page }); scrollTo(0, 0) }} />
            ) : (
              <Notice title={ops.noneMatch} more={ops.noneMatchMore}>
                <button type="button" class="button" onClick={() => change(everything)}>{ops.clear}</button>
              </Notice>
            )}
          </>
        )}
      </main>
    </SpeechContext.Provider>
  )
}
