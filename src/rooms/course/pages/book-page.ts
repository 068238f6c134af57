import { html } from 'hono/html'
import { actions, button, dateInput, emptyState, form, searchForm, submit } from '../../../design/index.ts'
import { addWorkdays, type Day, dayOf } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, again, type Html, page, see, type Visit } from '../../../kernel/visit.ts'
import { readDay } from '../../family/index.ts'
import { type Colleague, workOn } from '../../govern/index.ts'
import { advise } from '../../safety/index.ts'
import { bookSession } from '../book.ts'
import { readBooking, takenError } from '../booking.ts'
import { roomForOneMore } from '../cap.ts'
import { dayPlan, takenOn } from '../day-plan.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { inField, sayInterpreter, sayWhen } from '../say.ts'
import { carersOn, type Scene, sceneOf } from '../scene.ts'
import { isOpen } from '../session.ts'
import { refusalWords } from '../words.da.ts'
import { appointmentFields, word } from './appointment-fields.ts'
import { dayTable } from './day-table.ts'
import { heading } from './heading.ts'

/** Find a time: what is free that day, and the fields of the appointment. */
export const showBooking = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const asked = readDay(visit.query.dag ?? '')
  return page(
    'Aftal en samtale',
    await body(visit, scene, await carersOn(visit.db, scene.today), startWords(visit, scene, asked)),
  )
}

export const bookAppointment = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const scene = await sceneOf(visit)
  const { course } = scene.file
  const colleagues = await carersOn(db, scene.today)
  const read = new Reader(visit.form)
  const wanted = await readBooking(
    db,
    read,
    { now: scene.now, startedAt: course.startedAt, sites: scene.places.map(site => site.id) },
    { colleagues, sites: scene.sites },
  )
  if (wanted) {
    const booked = await bookSession(db, course.id, wanted, clock)
    if (booked.ok)
      return wanted.from > scene.now
        ? see(`/forloeb/${course.id}`, `Aftalen er gemt: ${sayWhen(wanted.from, scene.today)}.`)
        : see(`/forloeb/${course.id}/samtaler/${booked.id}`, 'Tiden er gået. Skriv, hvordan samtalen gik.')
    const error = await takenError(db, booked.refusal, wanted, colleagues)
    read.wrong(error.field, error.message)
  }
  return again('Aftal en samtale', await body(visit, scene, colleagues, read.words, read.errors))
}

/** What is known beforehand: who has her, where, and how they met the last time. */
export const startWords = (visit: Visit, scene: Scene, day: Day | undefined): Words => {
  const last = scene.file.sessions.at(-1)
  return {
    day: day ? inField(day) : '',
    minutes: '45',
    mode: last?.mode ?? '',
    site: last?.site ?? scene.file.course.site ?? '',
    room: last?.room ?? '',
    counsellor: scene.held?.holder ?? visit.actor.staff,
    interpreter: last?.interpreter ?? '',
  }
}

/** The day beside the form: the one in the form if it can be read, else the next working day. */
export const dayBeside = async (
  visit: Visit,
  scene: Scene,
  colleagues: readonly Colleague[],
  words: Words,
  /** The appointment that is being moved: its own time is free again. */
  except?: Id,
): Promise<Html> => {
  const day = readDay(word(words, 'day')) ?? addWorkdays(scene.today, 1)
  const chosen = colleagues.find(one => one.id === word(words, 'counsellor')) ?? colleagues[0]
  if (!chosen) return emptyState('Ingen kollega er registreret på arbejde i dag.')
  const site = scene.sites.find(one => one.id === word(words, 'site'))?.id ?? scene.file.course.site
  const taken = (await takenOn(visit.db, day, chosen.id, site)).filter(one => one.id !== except)
  const { roster, cover } = await workOn(visit.db, chosen.id, day)
  const plan = dayPlan(day, chosen.id, roster, taken, cover)
  return dayTable(plan, chosen, colleagues, scene.sites, dayOf(scene.now))
}

const body = async (
  visit: Visit,
  scene: Scene,
  colleagues: readonly Colleague[],
  words: Words,
  errors: readonly FieldError[] = [],
): Promise<Html> => {
  const { course, count } = scene.file
  const address = `/forloeb/${course.id}/aftaler`
  const head = heading(scene, 'Aftal en samtale', errors)
  if (!isOpen(course.state)) return html`${head}${emptyState(refusalWords.courseClosed)}`
  if (!roomForOneMore(count))
    return html`${head}${emptyState(refusalWords.cap, { href: `/forloeb/${course.id}#hvad-nu`, text: 'Tag stilling' })}`
  // Not to whoever has her: she knows, and whoever looks along need not.
  const others = scene.held?.holder !== visit.actor.staff && (await advise(visit.db, scene.family.id, 'homeVisit'))
  return html`${head}
${others && !visit.actor.shielded ? html`<p class="bb-note">Vil I mødes hjemme hos hende, så aftal det først med den, der har ansvaret.</p>` : ''}
<div class="bb-cols is-half"><div>
${form(
  { action: address, token: visit.formToken },
  html`${appointmentFields({
    words,
    errors,
    sites: scene.places,
    counsellors: colleagues,
    interpreterHint: sayInterpreter(scene.family.contact),
  })}${actions(submit('Gem aftalen'))}`,
)}
</div><div>
${searchForm(
  address,
  html`${dateInput({ name: 'dag', label: 'Se en anden dag', value: visit.query.dag ?? '' })}${button({ label: 'Vis dagen' })}`,
)}
${await dayBeside(visit, scene, colleagues, words)}
</div></div>`
}
