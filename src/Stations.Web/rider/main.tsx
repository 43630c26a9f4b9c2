import { render } from 'preact'
import { Rider } from './Rider'

// What the server wrote can be read until now; the script draws the same and keeps it up to date.
const page = document.getElementById('page')!
page.replaceChildren()
render(<Rider />, page)
// After what is needed at once.
addEventListener('load', () => setTimeout(() => navigator.serviceWorker?.register('/sw.js').catch(() => undefined), 3_000))
