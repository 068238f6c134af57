import { html } from 'hono/html'
import { conflict, emptyState } from '../../../design/index.ts'
import { dayOf, timeOf } from '../../../kernel/clock.ts'
import { type Answer, again, nothing, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Appointment, modes, readSpan } from '../appointment.ts'
import { isFree, sayRefusal, takenError } from '../booking.ts'
import { draftOf, dropDraft, keepDraft } from '../draft.ts'
import { type LogResult, logSession } from '../log.ts'
import { Reader, type Words } from '../reading.ts'
import { readRecord, readResults, readSteps } from '../record.ts'
import { sayDay, sayWhen } from '../say.ts'
import { carersOn, peopleIn, type Scene, sceneOf } from '../scene.ts'
import { isOpen } from '../session.ts'
import { fileOf, type Session, sessionIn } from '../store.ts'
import { refusalWords, sessionWords } from '../words.da.ts'
import { word } from './appointment-fields.ts'
import { heading } from './heading.ts'
import { logForm, wordsOf } from './log-form.ts'
import { missed } from './missed.ts'
import { recordFields, sayRecord } from './record-words.ts'

const titleOf = (session: Session): string => (session.record ? 'Ret det, du har skrevet' : 'Skriv om samtalen')

/** Three minutes after a session: who, what about, what was agreed, a short note, and the next time. */
export const showLog = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const session = sessionIn(scene.file, visit.params.session)
  const head = heading(scene, titleOf(session))
  const closed = closedText(scene, session)
  if (closed)
    return page(
      titleOf(session),
      html`${heading(scene, 'Samtalen')}<p class="bb-lead">${sessionWords[session.state]}: ${sayWhen(session.from, scene.today)}</p>${
        session.record ? sayRecord(scene, session.record, await peopleIn(visit.db, scene)) : emptyState(closed)
      }`,
    )
  const draft = await draftOf(visit.db, session.id)
  const version = Number(word(draft?.words ?? {}, '_version') || (session.record?.nth ?? 0))
  return page(
    titleOf(session),
    html`${head}${missed(visit, scene, session)}${
      draft
        ? html`<p class="bb-notice is-info" role="status"><span>Du har en kladde fra ${sayDay(dayOf(draft.at), scene.today)} kl. ${timeOf(draft.at)}. Den står i felterne.</span></p>`
        : ''
    }${logForm({ visit, scene, session, words: draft?.words ?? wordsOf(session), errors: [], version })}`,
    { scripts: ['draft.js'] },
  )
}

const closedText = (scene: Scene, session: Session): string | undefined => {
  if (!isOpen(scene.file.course.state)) return refusalWords.courseClosed
  if (session.state === 'planned' && session.from > scene.now) return refusalWords.notYet
  return session.state === 'planned' || session.state === 'held' ? undefined : 'Her blev ikke holdt nogen samtale.'
}

export const log = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const scene = await sceneOf(visit)
  const session = sessionIn(scene.file, visit.params.session)
  const { file } = scene
  const read = new Reader(visit.form)
  const record = readRecord(
    read,
    scene.topics.topics.map(topic => topic.key),
  )
  const steps = readSteps(read, scene.now)
  const results = readResults(read, file.steps)
  const next = readNext(read, scene, session)
  if (next) {
    const people = { colleagues: await carersOn(db, scene.today), sites: scene.sites }
    await isFree(db, read, next, scene.now, people, { day: 'nextDay', sure: 'nextSure' })
  }
  const seen = Number(visit.form._version ?? 0)
  if (record && read.errors.length === 0) {
    const logged = await logSession(db, file.course.id, session.id, { record, steps, results, next, seen }, clock)
    if (logged.ok) {
      await dropDraft(db, session.id)
      return see(`/forloeb/${file.course.id}`, saidAfter(next, scene))
    }
    if (logged.refusal === 'changedSince') return inTheMeantime(visit, scene, session, read.words, logged)
    const error =
      next === null
        ? { field: 'duration', message: sayRefusal(logged.refusal) }
        : await takenError(db, logged.refusal, next, await carersOn(db, scene.today), {
            day: 'nextDay',
            time: 'nextTime',
            room: 'nextRoom',
            interpreter: 'nextTime',
          })
    read.wrong(error.field, error.message)
  }
  return again(
    titleOf(session),
    html`${heading(scene, titleOf(session), read.errors)}${logForm({ visit, scene, session, words: read.words, errors: read.errors, version: seen })}`,
    { scripts: ['draft.js'] },
  )
}

const saidAfter = (next: Appointment | null, scene: Scene): string =>
  next ? `Samtalen er gemt. Næste aftale er ${sayWhen(next.from, scene.today)}.` : 'Samtalen er gemt.'

/** The next appointment in the same form: as this one, unless she says another way to meet. */
const readNext = (read: Reader, scene: Scene, session: Session): Appointment | null => {
  if (read.text('nextDay') === '' && read.text('nextTime') === '') return null
  const minutes = (session.to.getTime() - session.from.getTime()) / 60_000
  const span = readSpan(read, { now: scene.now, startedAt: scene.now }, { day: 'nextDay', time: 'nextTime', minutes })
  const mode = read.one('nextMode', modes) ?? session.mode
  const room = read.text('nextRoom', 80)
  const site = mode === 'physical' ? (session.site ?? scene.file.course.site) : null
  if (span && span.from <= scene.now) read.wrong('nextTime', 'Den næste aftale skal ligge senere end nu.')
  if (mode === 'physical' && !site)
    read.wrong('nextMode', 'Stedet er ikke oplyst. Gem samtalen, og aftal den næste bagefter.')
  if (!span || read.errors.length > 0) return null
  return {
    ...span,
    mode,
    site,
    room: (mode === 'physical' && room) || null,
    counsellor: session.counsellor,
    interpreter: session.interpreter,
  }
}

/** Two people wrote about the same session: both versions, and hers still in the form. */
const inTheMeantime = async (
  visit: Visit,
  scene: Scene,
  session: Session,
  words: Words,
  result: Extract<LogResult, { refusal: 'changedSince' }>,
): Promise<Answer> => {
  const { saved } = result
  const fresh = await sceneOf(visit, await fileOf(visit.db, scene.file.course.id))
  const people = await peopleIn(visit.db, fresh)
  const by = (saved && people.get(saved.by)?.name) || 'En kollega'
  const at = saved ? `${sayDay(dayOf(saved.at), scene.today)} kl. ${timeOf(saved.at)}` : 'imens'
  const kept = sessionIn(fresh.file, session.id)
  return page(
    'En anden har gemt imens',
    conflict({
      by,
      at,
      fields: recordFields(fresh, saved, words),
      form: logForm({ visit, scene: fresh, session: kept, words, errors: [], version: saved?.nth ?? 0 }),
      keep: { href: `/forloeb/${scene.file.course.id}`, text: 'Lad den gemte udgave stå' },
    }),
    { status: 409, scripts: ['draft.js'] },
  )
}

/** While she writes: kept for her alone, and no page is shown. */
export const keepLogDraft = async (visit: Visit): Promise<Answer> => {
  const file = await fileOf(visit.db, visit.params.id)
  const session = sessionIn(file, visit.params.session)
  await keepDraft(visit.db, session.id, file.course.family, visit.form, visit.clock.now())
  return nothing
}
