import { useEffect, useRef } from 'preact/hooks'
import type { Station } from '../../live/api'
import { useSpeech } from '../../locale'
import { useAsk, withQuery } from '../ask'
import { useOpsWords } from '../locale'
import type { PageProps } from '../page'
import { Empty, View } from '../shell/View'

/** Codes to print and to put on doors: each opens its station's page. */
export function StickersPage({ query }: PageProps) {
  const ops = useOpsWords()
  const station = query.get('station')
  const asked = useAsk<{ stations?: Station[] } & Partial<Station>>(station ? `/stations/${encodeURIComponent(station)}` : withQuery('/stations', { district: query.get('district'), limit: 200 }))
  return (
    <>
      <div class="row no-print">
        <h1>{ops.stickers}</h1>
        <button type="button" class="button main" onClick={() => print()}>{ops.print}</button>
      </div>
      <p class="quiet no-print">{ops.stickersMore}</p>
      <View asked={asked}>
        {answer => {
          const stations = answer.stations ?? (answer.id ? [answer as Station] : [])
          return stations.length === 0 ? <Empty title={ops.noneMatch} /> : <ul class="stickers">{stations.map(one => <Sticker key={one.id} station={one} />)}</ul>
        }}
      </View>
    </>
  )
}

function Sticker({ station: { id, name } }: { station: Station }) {
  const { lang, words } = useSpeech()
  const ops = useOpsWords()
  const other = lang === 'en' ? 'zh-CN' : 'en'
  const address = `${location.origin}/s/${encodeURIComponent(id).replaceAll('%3A', ':')}`
  return (
    <li class="sticker">
      <Code text={address} label={ops.codeOf(name[lang] ?? id)} />
      <div>
        <b>{name[lang] ?? name['zh-CN'] ?? id}</b>
        {name[other] && <span lang={other}>{name[other]}</span>}
        <span>{words.product} · {ops.scan}</span>
        <code>{id}</code>
      </div>
    </li>
  )
}

/** Drawn as one path of squares; white around it, in the dark as well, or no camera finds it. */
function Code({ text, label }: { text: string; label: string }) {
  const picture = useRef<SVGSVGElement>(null)
  useEffect(() => {
    let gone = false
    void import('uqr').then(({ encode }) => {
      if (gone || !picture.current) return
      const { data, size } = encode(text, { ecc: 'M', border: 4 })
      picture.current.setAttribute('viewBox', `0 0 ${size} ${size}`)
      picture.current.querySelector('path')!.setAttribute('d', data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(''))
    })
    return () => void (gone = true)
  }, [text])
  return <svg class="code" ref={picture} role="img" aria-label={label} shape-rendering="crispEdges"><path /></svg>
}
