import { html } from 'hono/html'
import { actions, errorFor, form, submit, taps } from '../../../design/index.ts'
import { fullDay } from '../../../kernel/clock.ts'
import { type Answer, again, type Html, see, type Visit } from '../../../kernel/visit.ts'
import { sayRefusal } from '../booking.ts'
import { talkAfterLoss } from '../loss.ts'
import { awaitsTalk } from '../next-step.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { firstName } from '../say.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { isOpen } from '../session.ts'
import { word } from './appointment-fields.ts'
import { courseBody } from './course-page.ts'

/** After a loss: first of all somebody talks with her, and she decides about the rest. */
export const afterLossForm = (visit: Visit, scene: Scene, words: Words, errors: readonly FieldError[]): Html | '' => {
  const { course, states } = scene.file
  if (!isOpen(course.state) || !awaitsTalk(states)) return ''
  const { lostOn } = scene.family
  return html`<section class="bb-card bb-calm" aria-labelledby="efter-tabet"><h2 id="efter-tabet">Graviditeten er endt${lostOn ? ` ${fullDay(lostOn)}` : ''}</h2>
<p>Alt, der skete af sig selv, er stoppet. Aftaler i kalenderen står der, til du har talt med ${firstName(scene.family)}: spørg, om hun vil have dem.</p>
${form(
  { action: `/forloeb/${course.id}/efter-tabet`, token: visit.formToken, version: course.version },
  html`${taps({
    name: 'afterLoss',
    label: 'Når I har talt sammen: hvad vil hun?',
    calm: true,
    value: word(words, 'afterLoss'),
    error: errorFor([...errors], 'afterLoss'),
    options: [
      { value: 'goOn', text: 'Hun vil fortsætte samtalerne' },
      { value: 'end', text: 'Hun vil ikke mere lige nu', hint: 'Så skriver du slutrapporten, når du er klar' },
    ],
  })}
${actions(submit('Gem, hvad hun vil'))}`,
)}
<p class="bb-note"><a href="/familier/${course.family}/tab">Er det noteret ved en fejl?</a></p></section>`
}

export const decideAfterLoss = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const { course } = scene.file
  const read = new Reader(visit.form)
  const choice = read.one('afterLoss', ['goOn', 'end'] as const, 'Vælg, hvad hun vil.')
  if (choice && read.errors.length === 0) {
    const done = await talkAfterLoss(visit.db, course.id, choice, visit.clock, Number(visit.form._version ?? -1))
    if (done.ok)
      return see(
        `/forloeb/${course.id}`,
        choice === 'goOn' ? 'Gemt. Forløbet går videre, som hun vil.' : 'Gemt. Skriv slutrapporten, når du er klar.',
      )
    read.wrong('afterLoss', sayRefusal(done.refusal))
  }
  return again(`Forløb: ${firstName(scene.family)}`, await courseBody(visit, scene, read.words, read.errors))
}
