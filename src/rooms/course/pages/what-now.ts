import { html } from 'hono/html'
import { actions, errorFor, form, submit, taps, textArea } from '../../../design/index.ts'
import { type Answer, again, type Html, see, type Visit } from '../../../kernel/visit.ts'
import { sayRefusal } from '../booking.ts'
import { capReached, sayCount } from '../cap.ts'
import { decideWhatNow, type WhatNow } from '../end.ts'
import { awaitsTalk } from '../next-step.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { firstName } from '../say.ts'
import { type Scene, sceneOf, trackName, tracksWithSessions } from '../scene.ts'
import { word } from './appointment-fields.ts'
import { courseBody } from './course-page.ts'

const others = ({ agreement, file }: Scene) =>
  tracksWithSessions(agreement).filter(track => track.key !== file.course.track)

const choices = (scene: Scene) => [
  { value: 'end', text: 'Afslut forløbet' },
  { value: 'elsewhere', text: 'Hjælp hende videre til et andet tilbud, og afslut' },
  ...others(scene).map(track => ({ value: `track-${track.key}`, text: `Gå over til ${trackName(track, track.key)}` })),
  { value: 'later', text: 'Vi taler om det igen', hint: 'Skriv, hvad I venter på' },
]

/** Shown when all the track allows has been held, or when it is decided to end and that can still be undone. */
export const whatNowForm = (visit: Visit, scene: Scene, words: Words, errors: readonly FieldError[]): Html | '' => {
  const { course, count } = scene.file
  const action = `/forloeb/${course.id}/hvad-nu`
  const common = { action, token: visit.formToken, version: course.version }
  const error = (name: string) => errorFor([...errors], name)
  if (course.state === 'closing')
    return html`<section class="bb-card" aria-labelledby="hvad-nu"><h2 id="hvad-nu">Forløbet slutter</h2>
<p>Det er besluttet, at forløbet slutter. Skriv slutrapporten, eller fortsæt alligevel.</p>
${form(common, html`<input type="hidden" name="choice" value="goOn">${actions(submit('Fortsæt forløbet'))}`)}</section>`
  if (course.state !== 'open' || !capReached(count) || awaitsTalk(scene.file.states)) return ''
  return html`<section class="bb-card" aria-labelledby="hvad-nu"><h2 id="hvad-nu">${sayCount(count)}</h2>
<p>${firstName(scene.family)} har fået de samtaler, som sporet giver. Vælg sammen med hende.</p>
${form(
  common,
  html`${taps({ name: 'choice', label: 'Hvad sker der nu?', value: word(words, 'choice'), error: error('choice'), options: choices(scene) })}
${textArea({ name: 'choiceNote', label: 'Hvad venter I på?', optional: true, rows: 2, value: word(words, 'choiceNote'), error: error('choiceNote') })}
${actions(submit('Gem valget'))}`,
)}</section>`
}

const said: Record<WhatNow['choice'], string> = {
  end: 'Gemt. Skriv slutrapporten, når du er klar.',
  track: 'Gemt. Forløbet går videre i det nye spor: find en tid.',
  later: 'Gemt. I taler om det igen.',
  goOn: 'Forløbet går videre.',
}

export const decide = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const { course } = scene.file
  const read = new Reader(visit.form)
  const allowed = course.state === 'closing' ? ['goOn'] : choices(scene).map(choice => choice.value)
  const choice = read.one('choice', allowed, 'Vælg, hvad der sker nu.')
  const note = read.text('choiceNote', 500)
  if (choice === 'later' && note === '') read.wrong('choiceNote', 'Skriv, hvad I venter på.')
  if (choice && read.errors.length === 0) {
    const decision = toDecision(choice, note)
    const seen = Number(visit.form._version ?? -1)
    const decided = await decideWhatNow(visit.db, course.id, decision, visit.clock, seen)
    if (decided.ok) return see(`/forloeb/${course.id}`, said[decision.choice])
    read.wrong('choice', sayRefusal(decided.refusal))
  }
  return again(`Forløb: ${firstName(scene.family)}`, await courseBody(visit, scene, read.words, read.errors))
}

const toDecision = (choice: string, note: string): WhatNow => {
  if (choice === 'later') return { choice, note }
  if (choice === 'goOn') return { choice }
  if (choice.startsWith('track-')) return { choice: 'track', track: choice.slice('track-'.length) }
  return { choice: 'end', reason: choice === 'elsewhere' ? 'toOtherHelp' : null }
}
