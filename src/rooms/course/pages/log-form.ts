import { html } from 'hono/html'
import {
  actions,
  dateInput,
  errorFor,
  form,
  submit,
  taps,
  textArea,
  textInput,
  timeInput,
} from '../../../design/index.ts'
import type { Html, Visit } from '../../../kernel/visit.ts'
import { placeOf } from '../cap.ts'
import type { FieldError, Words } from '../reading.ts'
import { longestNote, participants } from '../record.ts'
import { capital, firstName, sayWhen } from '../say.ts'
import type { Scene } from '../scene.ts'
import type { Session } from '../store.ts'
import { modeWords, participantWords } from '../words.da.ts'
import { modeOptions, sureField, word } from './appointment-fields.ts'
import { resultFields, stepFields } from './step-fields.ts'

export interface LogForm {
  visit: Visit
  scene: Scene
  session: Session
  words: Words
  errors: readonly FieldError[]
  version: number
}

/** What stands in the form at first: what was saved, or what the appointment already says. */
export const wordsOf = ({ record, from, to, interpreter, room }: Session): Words => ({
  duration: String(record?.minutes ?? (to.getTime() - from.getTime()) / 60_000),
  tookPart: record?.tookPart ?? ['woman', ...(interpreter ? ['interpreter'] : [])],
  topics: record?.topics ?? [],
  note: record?.note ?? '',
  nextRoom: room ?? '',
})

const many = (words: Words, name: string): string[] => [words[name] ?? []].flat()

/** 'Samtale 2 af 2', or the plain number. */
const place = ({ file }: Scene, session: Session): string => {
  const nth = placeOf(session, file.sessions)
  return file.count.cap === null ? `Samtale ${nth}` : `Samtale ${nth} af ${file.count.cap}`
}

export const logForm = ({ visit, scene, session, words, errors, version }: LogForm): Html => {
  const { file, family, agreement } = scene
  const name = firstName(family)
  const address = `/forloeb/${file.course.id}/samtaler/${session.id}`
  const error = (field: string) => errorFor([...errors], field)
  const { topics, from } = scene.topics
  const before = file.steps.filter(step => step.session !== session.id && step.at < scene.now)
  return html`<p class="bb-lead">${place(scene, session)}: ${capital(sayWhen(session.from, scene.today))}, ${modeWords[session.mode].toLocaleLowerCase('da')}</p>
${form(
  { action: address, token: visit.formToken, version, draft: `${address}/kladde` },
  html`${taps({
    name: 'tookPart',
    label: 'Hvem var med?',
    many: true,
    value: many(words, 'tookPart'),
    error: error('tookPart'),
    options: participants.map(value => ({ value, text: value === 'woman' ? name : participantWords[value] })),
  })}
${textInput({ name: 'duration', label: 'Hvor længe, i minutter', inputmode: 'numeric', width: 'short', value: word(words, 'duration'), error: error('duration') })}
${
  topics.length > 0
    ? taps({
        name: 'topics',
        label: 'Hvad talte I om?',
        hint: from ? `Emnerne står i "${from}". "${agreement.name}" nævner ingen.` : undefined,
        many: true,
        optional: true,
        value: many(words, 'topics'),
        error: error('topics'),
        options: topics.map(({ key, value }) => ({ value: key, text: capital(value) })),
      })
    : html`<p class="bb-note">Emner: ingen af programmets aftaler nævner nogen.</p>`
}
${textArea({ name: 'note', label: 'Kort note', optional: true, rows: 5, limit: longestNote, hint: 'Skriv, som om hun læser med.', value: word(words, 'note'), error: error('note') })}
${
  before.length > 0
    ? html`<fieldset class="bb-q"><legend>Siden sidst</legend>${resultFields(before, words, errors, true)}</fieldset>`
    : ''
}
<h2>Det har I aftalt</h2>
${already(file.steps.filter(step => step.session === session.id))}
${stepFields(words, errors, name)}
${nextFields(scene, session, words, errors)}
${actions(submit('Gem samtalen'))}`,
)}`
}

const already = (steps: readonly { text: string }[]): Html | '' =>
  steps.length === 0 ? '' : html`<ul>${steps.map(step => html`<li>${step.text}</li>`)}</ul>`

const nextFields = (scene: Scene, session: Session, words: Words, errors: readonly FieldError[]): Html => {
  const { count } = scene.file
  const ahead = scene.file.sessions.find(one => one.state === 'planned' && one.id !== session.id)
  if (ahead) return html`<p>Næste aftale: ${sayWhen(ahead.from, scene.today)}.</p>`
  const used = count.held + count.planned
  if (count.cap !== null && used >= count.cap)
    return html`<p>Det er samtale ${used} af ${count.cap}. Når du har gemt, vælger I, hvad der sker nu.</p>`
  const common = (name: string) => ({
    name,
    value: word(words, name),
    error: errorFor([...errors], name),
    optional: true,
  })
  return html`<h2>Næste aftale</h2>
<div class="bb-cols is-half">${dateInput({ ...common('nextDay'), label: 'Dato' })}
${timeInput({ ...common('nextTime'), label: 'Klokkeslæt' })}</div>
${taps({ ...common('nextMode'), label: 'Hvordan mødes I?', value: word(words, 'nextMode') || session.mode, options: modeOptions })}
${textInput({ ...common('nextRoom'), label: 'Lokale' })}
${sureField(words, errors, 'nextSure')}`
}
