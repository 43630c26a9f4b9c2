import type { Position, Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { gcj02Of } from '../../look/map/gcj02'

const degrees = (value: number) => value.toFixed(6)

/** Hands the station over to the rider's own map app, in the datum that the app expects. */
export function Way({ station: { position, name, id } }: { station: Station }) {
  const { words, say } = useSpeech()
  return (
    <section class="panel" id="way">
      <h2>{words.way}</h2>
      {position ? <Ways position={position} name={say(name) || id} /> : <p class="quiet">{words.noPosition}</p>}
    </section>
  )
}

function Ways({ position, name }: { position: Position; name: string }) {
  const { words } = useSpeech()
  const gcj = gcj02Of(position)
  const [lat, lon, gcjLat, gcjLon] = [position.latitude, position.longitude, gcj.latitude, gcj.longitude].map(degrees)
  const called = encodeURIComponent(name)
  const apps = [
    [words.amap, 'GCJ-02', `https://uri.amap.com/marker?position=${gcjLon},${gcjLat}&name=${called}&coordinate=gaode&callnative=1`],
    [words.tencent, 'GCJ-02', `https://apis.map.qq.com/uri/v1/marker?marker=coord:${gcjLat},${gcjLon};title:${called}&referer=stations`],
    [words.baidu, 'WGS-84', `https://api.map.baidu.com/marker?location=${lat},${lon}&title=${called}&content=${called}&output=html&coord_type=wgs84&src=stations`],
    [words.otherMap, 'WGS-84', `geo:${lat},${lon}?q=${lat},${lon}(${called})`],
  ] as const
  return (
    <>
      <p class="quiet">{words.wayMore}</p>
      <ul class="ways">
        {apps.map(([app, datum, address]) => (
          <li key={app}>
            <a class="button" rel="noreferrer" href={address}>{app} <small>{datum}</small></a>
          </li>
        ))}
      </ul>
      <p class="quiet positions">
        {words.copyPosition} <span>WGS-84 {lat}, {lon}</span> <span>GCJ-02 {gcjLat}, {gcjLon}</span>
      </p>
    </>
  )
}
