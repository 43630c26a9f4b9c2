import { fill, useSpeech } from '../../locale'
import { Glyph, State } from '../../look/Mark'
import { Notice } from '../../look/Notice'
import { OfflineBand } from '../../look/OfflineBand'
import { isOffline } from '../../look/Pill'
import { metresBetween } from '../../look/distance'
import { Age, Open, Walk } from '../Facts'
import { figuresOf } from '../figure'
import { Hold } from '../hold/Hold'
import { isShown } from '../hold/mine'
import { useMine } from '../hold/useMine'
import { byId } from '../list/choose'
import type { PageProps } from '../page'
import { ReportPanel } from '../report/ReportPanel'
import { Cabinet } from './Cabinet'
import { Comfort } from './Comfort'
import { becauseOf, freshnessOf, detailOf, nameOf, reportedOf, toneOfDevice } from './state'
import { Way } from './Way'

/** What the code on the door opens. The server writes the same: `Pages/DoorPage.cs`. */
export function StationPage({ id, live: { board, link, reconnect }, now, saved, here, outbox }: PageProps & { id: string }) {
  const { words, say } = useSpeech()
  const station = board.stations.get(id)
  const holding = useMine(station?.sequence)
  if (!station) {
    return (
      <main class="station">
        {board.loaded && link.state === 'live' ? (
          <Notice title={words.notFound} more={words.notFoundMore}>
            <a class="button main" href="/">{words.toList}</a>
          </Notice>
        ) : link.state === 'lost' ? (
          <Notice title={words.notConnected} more={words.notConnectedMore}>
            <button type="button" class="button main" onClick={reconnect}>{words.retryNow}</button>
          </Notice>
        ) : (
          <section aria-busy="true" aria-label={words.loading}><div class="bone line short" /></section>
        )}
      </main>
    )
  }
  const devices = [...board.devices.values()].filter(device => device.station === id).sort((a, b) => byId(a.id, b.id))
  const parking = figuresOf(station, now, words).find(({ name }) => name === 'park')
  const isSaved = saved.ids.has(id)
  const address = say(station.address)
  const waiting = devices.length < station.devices
  const isMine = isShown(holding.mine, now) || holding.mine.queue !== null
  const keeping = <Hold station={id} devices={devices} isCutOff={isOffline(link, Date.now())} holding={holding} now={now} />
  return (
    <main class="station">
      <div class="row">
        <a class="plain back" href="/">‹ {words.toList}</a>
        <button type="button" class="button" aria-pressed={isSaved} onClick={() => saved.toggle(id)}>
          <Glyph name="star" />
          {isSaved ? words.isSaved : words.save}
        </button>
      </div>
      <OfflineBand link={link} />
      <h1>{say(station.name) || id}</h1>
      <p class="quiet">
        {address}
        {address && station.hours && ' · '}
        <Open station={station} now={now} />
      </p>
      {here.position && station.position && <p><Walk metres={metresBetween(here.position, station.position)} /></p>}
      {isMine && keeping}
      <Comfort station={station} all={board.stations.values()} now={now} />
      <nav class="acts">
        <a class="button" href="#way"><Glyph name="near" />{words.way}</a>
        <a class="button" href="#report"><Glyph name="flag" />{words.report}</a>
      </nav>
      {!isMine && keeping}
      {devices.filter(({ kind }) => kind === 'charging_cabinet').map(cabinet => (
        <Cabinet key={cabinet.id} cabinet={cabinet} name={nameOf(cabinet, devices, words)} now={now} />
      ))}
      <section class="panel">
        <h2>{words.appliances}</h2>
        <ul class="appliances">
          {devices.filter(({ kind }) => kind !== 'charging_cabinet' && kind !== 'parking_spot' && kind !== 'parking_area').map(device => {
            const age = freshnessOf(device, now)
            return (
              <li key={device.id}>
                <b>{nameOf(device, devices, words)}</b>
                <State tone={toneOfDevice(device, age)}>{detailOf(device, age, words)}</State>
                <Age reported={reportedOf(device)} now={now} />
                {becauseOf(device.reason, age, words) && <span class="because">{becauseOf(device.reason, age, words)}</span>}
              </li>
            )
          })}
          {parking && devices.some(({ kind }) => kind === 'parking_spot' || kind === 'parking_area') && (
            <li>
              <b>{words.kinds.parking_spot}</b>
              <State tone={parking.tone}>
                {parking.freshness === 'silent' ? words.statuses.UNKNOWN : fill(words.freeOf, parking.need.free, parking.need.total)}
              </State>
              <Age reported={parking.reported} now={now} />
            </li>
          )}
        </ul>
        {waiting ? <div class="bone line" aria-busy="true" /> : devices.length === 0 && <p class="quiet">{words.nothingKnown}</p>}
      </section>
      <Way station={station} />
      <ReportPanel station={station} devices={devices} outbox={outbox} now={now} />
    </main>
  )
}
