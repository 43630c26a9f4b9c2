import { render } from 'preact'
import { Doorway } from '../account/Doorway'
import '../ops.css'
import { Ops } from '../Ops'
import { pretend } from './pretend'
import { states } from './states'

export const titles = states.map(({ title }) => title)

/** The whole console, with a server that is made up. */
export function show(title: string, _: string, page: HTMLElement): void {
  const state = states.find(one => one.title === title)!
  pretend(state)
  history.replaceState(null, '', state.path)
  render(<Doorway>{() => <Ops />}</Doorway>, page)
}
