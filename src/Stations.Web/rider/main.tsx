import { render } from 'preact'
import { Rider } from './Rider'

render(<Rider />, document.getElementById('page')!)
