import type { ComponentChildren } from 'preact'
import { Dialog } from './Dialog'
import { Form } from './Form'

interface Props {
  act: string
  more: string
  /** What it is done to. */
  children: ComponentChildren
  run(): Promise<unknown>
  close(): void
  done(): void
}

/** Says what an act will end, and ends it. */
export function Sure({ act, more, children, run, close, done }: Props) {
  const go = async () => {
    await run()
    close()
    done()
  }
  return (
    <Dialog title={act} close={close}>
      <Form act={act} grave run={go}>
        <p>{children}</p>
        <p class="quiet">{more}</p>
      </Form>
    </Dialog>
  )
}
