import { render } from 'preact'
import { Doorway } from './account/Doorway'
import { Ops } from './Ops'

render(<Doorway>{() => <Ops />}</Doorway>, document.getElementById('page')!)
