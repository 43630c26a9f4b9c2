import { render } from 'preact'
import { Doorway } from '../account/Doorway'
import { Ops } from '../Ops'
import { pretend } from './pretend'
import { states } from './states'

/** Every state of every view, side by side, each the whole console with a server that is made up: `npm run dev`, then /ops/gallery/ (`?lang=en` for English). */
const query = new URLSearchParams(location.search)
const shown = states.find(({ title }) => title === query.get('state'))
const language = query.get('lang') === 'en' ? 'en' : 'zh-CN'
document.documentElement.lang = language
const page = document.getElementById('page')!

if (shown) {
  pretend(shown)
  history.replaceState(null, '', shown.path)
  render(<Doorway>{() => <Ops />}</Doorway>, page)
} else {
  render(
    <div class="gallery">
      {states.map(({ title }) => (
        <article key={title}>
          <h2>{title}</h2>
          <iframe title={title} loading="lazy" src={`?lang=${language}&state=${encodeURIComponent(title)}`} />
        </article>
      ))}
    </div>,
    page,
  )
}
