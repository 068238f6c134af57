import { html } from 'hono/html'
import { actions, button, emptyState, errorFor, form, submit, taps, textArea } from '../../../design/index.ts'
import { dayOf, timeOf } from '../../../kernel/clock.ts'
import { type Answer, again, type Html, page, see, type Visit } from '../../../kernel/visit.ts'
import type { Colleague } from '../../govern/index.ts'
import { closeSession, type Result, rescheduleSession } from '../book.ts'
import { readBooking, sayRefusal, takenError } from '../booking.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { inField, sayInterpreter, sayWhen } from '../say.ts'
import { carersOn, type Scene, sceneOf } from '../scene.ts'
import { isOpen, moveReasons } from '../session.ts'
import { type Session, sessionIn } from '../store.ts'
import { reasonWords, refusalWords, sessionWords } from '../words.da.ts'
import { appointmentFields, word } from './appointment-fields.ts'
import { dayBeside } from './book-page.ts'
import { heading } from './heading.ts'

/** One appointment that does not go as planned: moved, cancelled, or nobody came. */
export const showMove = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const session = sessionIn(scene.file, visit.params.session)
  return page(
    'Ændr aftalen',
    await body(visit, scene, session, await carersOn(visit.db, scene.today), wordsOf(session)),
  )
}

const wordsOf = (session: Session): Words => ({
  day: inField(dayOf(session.from)),
  time: timeOf(session.from),
  minutes: String((session.to.getTime() - session.from.getTime()) / 60_000),
  mode: session.mode,
  site: session.site ?? '',
  room: session.room ?? '',
  counsellor: session.counsellor,
  interpreter: session.interpreter ?? '',
})

const seenIn = (visit: Visit): number => Number(visit.form._version ?? -1)
const longestNote = 1_000

export const moveAppointment = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const scene = await sceneOf(visit)
  const session = sessionIn(scene.file, visit.params.session)
  const { course } = scene.file
  const colleagues = await carersOn(db, scene.today)
  const read = new Reader(visit.form)
  const reason = read.one('reason', moveReasons, 'Vælg, hvorfor aftalen flyttes.')
  const note = read.text('reasonNote', longestNote)
  if (reason === 'other' && note === '') read.wrong('reasonNote', 'Skriv med dine egne ord, hvorfor aftalen flyttes.')
  const bounds = { now: scene.now, startedAt: course.startedAt, sites: scene.places.map(site => site.id) }
  const appointment = await readBooking(db, read, bounds, { colleagues, sites: scene.sites, except: session.id })
  if (appointment && reason) {
    const to = { appointment, reason, note: note || null, seen: seenIn(visit) }
    const moved = await rescheduleSession(db, course.id, session.id, to, clock)
    if (moved.ok)
      return see(`/forloeb/${course.id}`, `Aftalen er flyttet til ${sayWhen(appointment.from, scene.today)}.`)
    const error = await takenError(db, moved.refusal, appointment, colleagues, undefined, session.id)
    read.wrong(error.field, error.message)
  }
  return again('Ændr aftalen', await body(visit, scene, session, colleagues, read.words, read.errors))
}

export const noShow = async (visit: Visit): Promise<Answer> => {
  const read = new Reader(visit.form)
  const note = read.text('missNote', longestNote)
  return close(visit, read, 'missNote', 'Det er noteret, at hun ikke kom. Find en ny tid.', (course, session) =>
    closeSession(visit.db, course, session, { verb: 'miss', note, seen: seenIn(visit) }, visit.clock),
  )
}

export const cancelAppointment = async (visit: Visit): Promise<Answer> => {
  const read = new Reader(visit.form)
  const by = read.one('by', ['her', 'us'] as const, 'Vælg, hvem der aflyser.')
  const note = read.text('cancelNote', longestNote)
  const verb = by === 'her' ? 'cancelByHer' : 'cancelByUs'
  return close(visit, read, 'by', 'Aftalen er aflyst. Find en ny tid.', (course, session) =>
    closeSession(visit.db, course, session, { verb, note, seen: seenIn(visit) }, visit.clock),
  )
}

export const undoSession = async (visit: Visit): Promise<Answer> => {
  const read = new Reader(visit.form)
  return close(visit, read, 'day', 'Det er taget tilbage. Aftalen står som før.', (course, session) =>
    closeSession(visit.db, course, session, { verb: 'undo', seen: seenIn(visit) }, visit.clock),
  )
}

const close = async (
  visit: Visit,
  read: Reader,
  field: string,
  done: string,
  work: (course: string, session: string) => Promise<Result>,
): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const session = sessionIn(scene.file, visit.params.session)
  if (read.errors.length === 0) {
    const closed = await work(scene.file.course.id, session.id)
    if (closed.ok) return see(`/forloeb/${scene.file.course.id}`, done)
    read.wrong(field, sayRefusal(closed.refusal))
  }
  const words = { ...wordsOf(session), ...read.words }
  return again(
    'Ændr aftalen',
    await body(visit, scene, session, await carersOn(visit.db, scene.today), words, read.errors),
  )
}

const body = async (
  visit: Visit,
  scene: Scene,
  session: Session,
  colleagues: readonly Colleague[],
  words: Words,
  errors: readonly FieldError[] = [],
): Promise<Html> => {
  const { course } = scene.file
  const address = `/forloeb/${course.id}/aftaler/${session.id}`
  const head = heading(scene, 'Ændr aftalen', errors)
  const when = html`<p class="bb-lead">${sessionWords[session.state]}: ${sayWhen(session.from, scene.today)}</p>`
  if (!isOpen(course.state)) return html`${head}${when}${emptyState(refusalWords.courseClosed)}`
  const common = { token: visit.formToken, version: session.version }
  if (session.state !== 'planned')
    return html`${head}${when}${
      session.state === 'rescheduled'
        ? emptyState('Aftalen er flyttet, og den nye står på forløbet.', {
            href: `/forloeb/${course.id}`,
            text: 'Se forløbet',
          })
        : form(
            { action: `${address}/fortryd`, ...common },
            html`<p>Var det en fejl? Så står aftalen igen, som den gjorde før. Det bliver skrevet i historikken.</p>
${actions(submit('Tag det tilbage'))}`,
          )
    }`
  const error = (name: string) => errorFor([...errors], name)
  return html`${head}${when}
<div class="bb-cols is-half"><div>
<h2>Flyt til en anden tid</h2>
${form(
  { action: `${address}/flytning`, ...common },
  html`${taps({
    name: 'reason',
    label: 'Hvorfor flyttes den?',
    value: word(words, 'reason'),
    error: error('reason'),
    options: moveReasons.map(value => ({ value, text: reasonWords[value] })),
  })}
${textArea({ name: 'reasonNote', label: 'Hvad er der sket?', optional: true, rows: 2, value: word(words, 'reasonNote'), error: error('reasonNote') })}
${appointmentFields({
  words,
  errors,
  sites: scene.places,
  counsellors: colleagues,
  interpreterHint: sayInterpreter(scene.family.contact),
})}${actions(submit('Flyt aftalen'))}`,
)}
</div><div>
${await dayBeside(visit, scene, colleagues, words, session.id)}
${
  session.from <= scene.now
    ? html`<section class="bb-card" aria-labelledby="udeblev"><h2 id="udeblev">Hun kom ikke</h2>
<p>En udeblivelse tæller ikke som en samtale.</p>
${form(
  { action: `${address}/udeblivelse`, ...common },
  html`${textArea({ name: 'missNote', label: 'Har hun sagt hvorfor?', optional: true, rows: 2, value: word(words, 'missNote'), error: error('missNote') })}
${actions(button({ label: 'Notér, at hun ikke kom' }))}`,
)}</section>`
    : ''
}
<section class="bb-card" aria-labelledby="aflys"><h2 id="aflys">Aflys aftalen</h2>
${form(
  { action: `${address}/aflysning`, ...common },
  html`${taps({
    name: 'by',
    label: 'Hvem aflyser?',
    value: word(words, 'by'),
    error: error('by'),
    options: [
      { value: 'her', text: 'Hun aflyser' },
      { value: 'us', text: 'Vi aflyser' },
    ],
  })}
${textArea({ name: 'cancelNote', label: 'Hvorfor?', optional: true, rows: 2, value: word(words, 'cancelNote'), error: error('cancelNote') })}
${actions(button({ label: 'Aflys aftalen' }))}`,
)}</section>
</div></div>`
}
