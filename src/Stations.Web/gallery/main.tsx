import { render } from 'preact'

/** Every state of every view, side by side, each in a frame of its own: `npm run dev`, then /gallery/ for the riders' and /gallery/?of=ops for the operators' (`&lang=en` for English). */
const query = new URLSearchParams(location.search)
const of = query.get('of') === 'ops' ? 'ops' : 'rider'
const lang = query.get('lang') === 'en' ? 'en' : 'zh-CN'
const state = query.get('state')
document.documentElement.lang = lang
const page = document.getElementById('page')!

const { titles, show } = of === 'ops' ? await import('../ops/gallery/show') : await import('../rider/gallery/show')
if (state) show(state, lang, page)
else {
  await import('./gallery.css')
  render(
    <div class={`gallery ${of}`}>
      {titles.map(title => (
        <article key={title}>
          <h2>{title}</h2>
          <iframe title={title} loading="lazy" src={`?${new URLSearchParams({ of, lang, state: title })}`} />
        </article>
      ))}
    </div>,
    page,
  )
}
