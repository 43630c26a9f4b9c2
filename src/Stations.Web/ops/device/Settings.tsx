import { useState } from 'preact/hooks'
import type { ConfigView } from '../../live/contract'
import { State } from '../../look/Mark'
import { clockTime } from '../../look/time'
import { ask, useAsk } from '../ask'
import { useOpsWords } from '../locale'
import { mayAct } from '../may'
import { useSession } from '../session'
import { Dialog } from '../shell/Dialog'
import { Field, Form } from '../shell/Form'
import { Empty, ForOperators, View } from '../shell/View'
import { fieldName, readingText, unitOf } from '../values'
import { rowsOf, settingTones, valuesOf, wrongIn } from './config'

interface Props {
  id: string
  /** What the stream told last; null before it told anything. */
  told: ConfigView | null
  now: number
}

/** What it is to be set to, what it says it is, and what it runs. */
export function Settings({ id, told, now }: Props) {
  const ops = useOpsWords()
  const session = useSession()
  const path = `/devices/${encodeURIComponent(id)}/config`
  const asked = useAsk<ConfigView>(session && path)
  const [changing, setChanging] = useState(false)
  const shown = told ? { ...asked, data: told, failure: null } : asked
  return (
    <section class="panel">
      <div class="row">
        <h2>{ops.settings}</h2>
        {shown.data && shown.data.takes.length > 0 && <State tone={settingTones[shown.data.state]}>{ops.settingStates[shown.data.state]}</State>}
        {mayAct(session) && shown.data && shown.data.takes.length > 0 && <button type="button" class="button" onClick={() => setChanging(true)}>{ops.changeSettings}</button>}
      </div>
      {!session ? <ForOperators /> : <View asked={shown} bones={2}>{config => <Known config={config} now={now} />}</View>}
      {changing && shown.data && <Change config={shown.data} path={path} close={() => setChanging(false)} done={asked.again} />}
    </section>
  )
}

function Known({ config, now }: { config: ConfigView; now: number }) {
  const ops = useOpsWords()
  const { desired, reported, version } = config
  const rows = rowsOf(config)
  const runs = [config.maker, config.model, config.firmware].filter(Boolean).join(' · ')
  return (
    <>
      {rows.length === 0 ? <Empty title={ops.noSettings} /> : (
        <table>
          <thead><tr>{[ops.setting, ops.wanted, ops.reported].map(one => <th key={one} scope="col">{one}</th>)}</tr></thead>
          <tbody>
            {rows.map(({ name, wanted, reported, differs }) => (
              <tr key={name}>
                <th scope="row">{fieldName(name, ops)}</th>
                <td>{readingText(name, wanted, ops)}</td>
                <td>{differs ? <State tone="bad">{readingText(name, reported, ops)}</State> : readingText(name, reported, ops)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {reported?.refused && <p class="failure">{ops.settingStates.REFUSED}: {reported.refused}</p>}
      {desired && (
        <p class="quiet small">
          {ops.wantedBy(version, desired.by, clockTime(Date.parse(desired.at), now, true))} · {reported ? ops.answered(reported.version, clockTime(Date.parse(reported.at), now, true)) : ops.notAnswered}
        </p>
      )}
      {runs && <p class="quiet small">{ops.runs} <b>{runs}</b>{config.firmwareSince && ` · ${ops.runsSince(clockTime(Date.parse(config.firmwareSince), now))}`}</p>}
    </>
  )
}

/** Replaces all that is wanted, unless somebody else has changed it since it was read. */
function Change({ config, path, close, done }: { config: ConfigView; path: string; close(): void; done(): void }) {
  const ops = useOpsWords()
  const [base] = useState(config)
  const [typed, setTyped] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(base.desired?.values ?? {}).map(([name, value]) => [name, String(value)])))
  const wrong = wrongIn(base.takes, typed)
  const run = async () => {
    await ask(path, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...(base.version > 0 && { 'If-Match': `"${base.version}"` }) },
      body: JSON.stringify({ values: valuesOf(base.takes, typed) }),
    })
    close()
    done()
  }
  return (
    <Dialog title={ops.changeSettings} close={close}>
      <Form act={ops.save} run={run} ready={wrong === null}>
        <p><code>{base.device}</code></p>
        {base.takes.map(({ name, least, most, words }) => (
          <Field
            key={name}
            label={`${fieldName(name, ops)}${words ? '' : ` (${least}–${most}${unitOf(name)})`}`}
            value={typed[name] ?? ''}
            change={value => setTyped({ ...typed, [name]: value })}
            {...(words && { options: [['', ops.asDevice], ...words.map(word => [word, ops.values[word] ?? word] as const)] as const })}
          />
        ))}
        <p class="quiet">{ops.settingsMore}</p>
      </Form>
    </Dialog>
  )
}
