import { useEffect, useRef, useState } from 'preact/hooks'
import type { HistoryView } from '../../live/contract'
import { clockTime } from '../../look/time'
import type { Device } from '../../live/api'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import { change } from '../route'
import { Choice } from '../shell/Choice'
import { Empty, View } from '../shell/View'
import { fieldName, readingText } from '../values'
import { drawable, rangeOf, ranges, type Series, seriesOf } from './chart'

/** Rows of the table; the picture has them all. */
const mostRows = 200

/** What one reading did: as a line with its band, and the same as a table. Field and time stand in the address. */
export function Chart({ device, query, now }: { device: Device; query: URLSearchParams; now: number }) {
  const ops = useOpsWords()
  const fields = drawable(device.values, device.slots?.length ?? 0)
  const wanted = query.get('field') ?? ''
  const field = wanted || fields[0] || ''
  const range = rangeOf(query.get('range'))
  // A minute's beginning, so that the question stays the same while nothing can have changed.
  const to = Math.ceil(now / 60_000) * 60_000
  const asked = useAsk<HistoryView>(field ? withQuery(`/devices/${encodeURIComponent(device.id)}/history`, { field, from: to - ranges[range], to }) : null)
  const [last, setLast] = useState<HistoryView | null>(null)
  useEffect(() => {
    if (asked.data) setLast(asked.data)
  }, [asked.data])
  const shown = asked.data ? asked : { ...asked, data: last?.field === field ? last : null }
  if (!field) return <Empty title={ops.noValues} />
  return (
    <section class="panel chart">
      <div class="row">
        <h2>{ops.history}</h2>
        <Choice label={ops.reading} all={fieldName(fields[0] ?? field, ops)} value={field === fields[0] ? '' : field} options={[...new Set([...fields.slice(1), ...(wanted ? [wanted] : [])])].filter(one => one !== fields[0]).map(one => [one, fieldName(one, ops)])} pick={field => change({ field })} />
        <div class="ranges" role="group" aria-label={ops.range}>
          {Object.keys(ranges).map(one => <button key={one} type="button" class="button" aria-pressed={one === range} onClick={() => change({ range: one === '24h' ? '' : one })}>{ops.ranges[one]}</button>)}
        </div>
      </div>
      <View asked={shown} bones={1}>
        {({ points, resolution, unit }) => points.length === 0 ? <Empty title={ops.nothingThen} /> : (
          <>
            <Picture series={seriesOf(points)} label={`${fieldName(field, ops)}${unit ? ` (${unit})` : ''}`} />
            <details>
              <summary>{ops.asTable(ops.resolutions[resolution], points.length)}</summary>
              <div class="scroll" tabIndex={0} role="group" aria-label={ops.history}>
                <table>
                  <thead><tr><th scope="col">{ops.time}</th>{(resolution === 'raw' ? [ops.value] : [ops.least, ops.mean, ops.mostValue]).map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
                  <tbody>
                    {points.slice(-mostRows).reverse().map(point => (
                      <tr key={point.t}>
                        <th scope="row">{clockTime(Date.parse(point.t), now)}</th>
                        {resolution === 'raw'
                          ? <td>{readingText(field, point.v ?? null, ops)}</td>
                          : [point.min, point.mean, point.max].map((value, n) => <td key={n}>{readingText(field, value ?? null, ops)}</td>)}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          </>
        )}
      </View>
    </section>
  )
}

const height = 220

/** Drawn by a library that comes only when something is to be drawn. */
function Picture({ series, label }: { series: Series; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let plot: { destroy(): void } | null = null
    let gone = false
    const paint = () => void import('./plot').then(({ draw }) => {
      if (gone || !box.current) return
      plot?.destroy()
      plot = draw(box.current, series, label, height)
    })
    paint()
    const night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', paint)
    addEventListener('resize', paint)
    return () => {
      gone = true
      plot?.destroy()
      night.removeEventListener('change', paint)
      removeEventListener('resize', paint)
    }
  }, [series.at.length, series.at.at(-1), label])
  return <div class="plot" ref={box} role="img" aria-label={label} />
}
