import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useOpsWords } from '../locale'

interface Props {
  title: string
  close(): void
  children: ComponentChildren
}

/** Above everything else until it is closed; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, close, children }: Props) {
  const box = useRef<HTMLDialogElement>(null)
  const ops = useOpsWords()
  useEffect(() => {
    const before = document.activeElement
    box.current?.showModal()
    return () => (before as HTMLElement | null)?.focus?.()
  }, [])
  return (
    <dialog ref={box} aria-label={title} onClose={close} onClick={event => event.target === box.current && close()}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="plain" aria-label={ops.close} onClick={close}>✕</button>
      </header>
      {children}
    </dialog>
  )
}
