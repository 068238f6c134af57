import { html } from 'hono/html'
import { actions, emptyState, errorFor, form, submit, taps, textArea } from '../../../design/index.ts'
import { dayOf, timeOf } from '../../../kernel/clock.ts'
import { type Answer, again, type Html, nothing, page, see, type Visit } from '../../../kernel/visit.ts'
import { feedbackWords, type Referral, reasonCodes, reasonWords, referralOf } from '../../referral/index.ts'
import { sayRefusal } from '../booking.ts'
import { draftOf, dropDraft, keepDraft } from '../draft.ts'
import { endCourse } from '../end.ts'
import { longestSummary, reportFaults, type StepResult } from '../end-report.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { firstName, sayDay } from '../say.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { isOpen } from '../session.ts'
import { fileOf } from '../store.ts'
import { refusalWords } from '../words.da.ts'
import { word } from './appointment-fields.ts'
import { heading } from './heading.ts'
import { resultFields } from './step-fields.ts'

const title = 'Slutrapport'

export const showEnd = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const { course, states } = scene.file
  if (!isOpen(course.state)) return see(`/forloeb/${course.id}#rapport`)
  const draft = await draftOf(visit.db, course.id)
  const decided = states.findLast(state => state.verb === 'decideEnd')?.reason ?? ''
  const words = draft?.words ?? { reason: course.state === 'closing' ? decided : '' }
  const version = Number(word(words, '_version') || course.version)
  const said = draft
    ? html`<p class="bb-notice is-info" role="status"><span>Du har en kladde fra ${sayDay(dayOf(draft.at), scene.today)} kl. ${timeOf(draft.at)}. Den står i felterne.</span></p>`
    : ''
  return page(title, html`${heading(scene, title)}${said}${await body(visit, scene, words, [], version)}`, {
    scripts: ['draft.js'],
  })
}

export const end = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const scene = await sceneOf(visit)
  const { file } = scene
  const read = new Reader(visit.form)
  const given = {
    reason: read.text('reason'),
    note: read.text('note', 1_000),
    summary: read.text('summary', longestSummary),
    approved: read.text('approved'),
    results: Object.fromEntries(file.steps.map(step => [step.id, read.text(`result-${step.id}`)])),
  }
  const faults = reportFaults(given, { steps: file.steps, reasons: reasonCodes.ended, planned: file.count.planned })
  for (const { field, message } of faults) read.wrong(field, message)
  const version = Number(visit.form._version ?? -1)
  if (read.errors.length === 0) {
    const report = {
      ...given,
      note: given.note || null,
      approved: given.approved === 'yes',
      results: given.results as Record<string, StepResult>,
    }
    const ended = await endCourse(db, file.course.id, report, clock, version)
    if (ended.ok) {
      await dropDraft(db, file.course.id)
      return see(
        `/forloeb/${file.course.id}`,
        ended.shared ? 'Forløbet er slut. Henviseren kan læse opsummeringen.' : 'Forløbet er slut.',
      )
    }
    read.wrong('reason', sayRefusal(ended.refusal))
  }
  const fresh = isOpen(file.course.state) ? file.course.version : version
  return again(
    title,
    html`${heading(scene, title, read.errors)}${await body(visit, scene, read.words, read.errors, fresh)}`,
    { scripts: ['draft.js'] },
  )
}

export const keepEndDraft = async (visit: Visit): Promise<Answer> => {
  const { course } = await fileOf(visit.db, visit.params.id)
  await keepDraft(visit.db, course.id, course.family, visit.form, visit.clock.now())
  return nothing
}

const body = async (
  visit: Visit,
  scene: Scene,
  words: Words,
  errors: readonly FieldError[],
  version: number,
): Promise<Html> => {
  const { course, steps, count } = scene.file
  if (!isOpen(course.state)) return emptyState(refusalWords.courseClosed)
  const referral = await referralOf(visit.db, course.referral)
  const address = `/forloeb/${course.id}/slutrapport`
  const error = (name: string) => errorFor([...errors], name)
  const name = firstName(scene.family)
  return html`${
    count.planned > 0
      ? html`<p class="bb-notice is-info" id="planned" tabindex="-1"><span>${refusalWords.stillPlanned} <a href="/forloeb/${course.id}#aftaler">Se aftalen</a></span></p>`
      : ''
  }
${form(
  { action: address, token: visit.formToken, version, draft: `${address}/kladde` },
  html`<h2>Hvordan gik det?</h2>
${steps.length === 0 ? html`<p>I har ikke skrevet nogen aftalte skridt.</p>` : resultFields(steps, words, errors, false)}
${taps({
  name: 'reason',
  label: 'Hvorfor slutter forløbet?',
  value: word(words, 'reason'),
  error: error('reason'),
  options: reasonCodes.ended.map(value => ({ value, text: reasonWords.ended[value] })),
})}
${textArea({ name: 'note', label: 'Hvad er der at sige om grunden?', optional: true, rows: 2, value: word(words, 'note'), error: error('note') })}
${textArea({
  name: 'summary',
  label: 'Opsummering',
  hint: `Skriv den, så ${name} kan genkende sig selv. Læs den højt for hende.`,
  optional: true,
  limit: longestSummary,
  rows: 8,
  value: word(words, 'summary'),
  error: error('summary'),
})}
${taps({
  name: 'approved',
  label: `Har ${name} sagt ja til, at henviseren får opsummeringen?`,
  hint: reaches(referral),
  calm: true,
  value: word(words, 'approved'),
  error: error('approved'),
  options: [
    { value: 'yes', text: 'Ja, hun har hørt den og sagt ja' },
    { value: 'no', text: 'Nej, den bliver her' },
  ],
})}
${actions(submit('Slut forløbet'))}`,
)}`
}

const reaches = ({ consent, referredBy }: Referral): string =>
  consent.feedback === 'summary'
    ? `Den går til ${referredBy || 'henviseren'}.`
    : `Samtykket giver henviseren: ${feedbackWords[consent.feedback].toLocaleLowerCase('da')}. Opsummeringen bliver her, også når hun siger ja.`
