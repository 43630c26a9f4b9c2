import { useState } from 'preact/hooks'
import type { ReportView } from '../../live/contract'
import { useSpeech } from '../../locale'
import { say } from '../ask'
import { useOpsWords } from '../locale'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'

export type Verb = 'resolve' | 'reject'

interface Props {
  report: ReportView
  verb: Verb
  close(): void
  done(): void
}

/** It was so and is over, or it was not so; and what those who reported it are told. */
export function Answer({ report: { ticket, reason, station, device }, verb, close, done }: Props) {
  const { reports } = useOpsWords()
  const { words } = useSpeech()
  const [text, setText] = useState('')
  const run = async () => {
    await say(`/reports/${encodeURIComponent(ticket)}/${verb}`, text.trim() ? { text: text.trim() } : {})
    close()
    done()
  }
  return (
    <Dialog title={reports.acts[verb]} close={close}>
      <Form act={reports.acts[verb]} run={run}>
        <p><b>{words.reportReasons[reason]}</b> <code>{device ?? station}</code></p>
        <p class="quiet">{reports.actMore[verb]}</p>
        <Field label={reports.tell} value={text} change={setText} most={500} />
      </Form>
    </Dialog>
  )
}
