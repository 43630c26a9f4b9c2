import { render } from 'preact'
import { Ops } from './Ops'

render(<Ops />, document.getElementById('page')!)
