import { render } from 'preact'
import { Rider } from './Rider'

// What the server wrote can be read until now; the script draws the same and keeps it up to date.
const page = document.getElementById('page')!
page.replaceChildren()
render(<Rider />, page)
navigator.serviceWorker?.register('/sw.js').catch(() => undefined)
