import { html } from 'hono/html'
import { actions, emptyState, errorFor, errorSummary, form, select, submit, taps } from '../../../design/index.ts'
import { dayOf } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Html, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Family, familyOf } from '../../family/index.ts'
import { type Colleague, type Site, sitesOf } from '../../govern/index.ts'
import { agreementById, type StoredAgreement } from '../../programme/index.ts'
import { type Referral, referralOf } from '../../referral/index.ts'
import type { Appointment } from '../appointment.ts'
import { readBooking, sayRefusal, takenError } from '../booking.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { firstName, sayInterpreter, sayWhen, wholeName } from '../say.ts'
import { carersOn, placesOf, trackName, tracksWithSessions } from '../scene.ts'
import { startCourse } from '../start.ts'
import { openCourseOf } from '../store.ts'
import { appointmentFields, word } from './appointment-fields.ts'

interface Beginning {
  referral: Referral
  family: Family
  agreement: StoredAgreement
  sites: Site[]
  places: Site[]
  colleagues: Colleague[]
}

const beginning = async (visit: Visit): Promise<Beginning> => {
  const { db, params, clock } = visit
  if (!isId(params.id)) throw new Refusal('unknown')
  const referral = await referralOf(db, params.id)
  if (referral.side !== 'receiver') throw new Refusal('unknown')
  const agreement = await agreementById(db, referral.agreement)
  const sites = await sitesOf(db)
  return {
    referral,
    family: await familyOf(db, referral.family),
    agreement,
    sites,
    places: placesOf(agreement, sites, [referral.site]),
    colleagues: await carersOn(db, dayOf(clock.now())),
  }
}

/** Where the help begins: the track, the place, and the first appointment if a time is found already. */
export const showStart = async (visit: Visit): Promise<Answer> => {
  const known = await beginning(visit)
  const open = await openCourseOf(visit.db, known.referral.family)
  if (open) return see(`/forloeb/${open.id}`)
  const { referral } = known
  const words: Words = {
    track: referral.track ?? '',
    place: referral.site ?? '',
    minutes: '45',
    mode: referral.mode ?? '',
    site: referral.site ?? '',
    counsellor: referral.holder ?? visit.actor.staff,
  }
  return page('Begynd forløbet', body(visit, known, words))
}

export const start = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const known = await beginning(visit)
  const read = new Reader(visit.form)
  const tracks = tracksWithSessions(known.agreement).map(track => track.key)
  const track = read.one('track', tracks, 'Vælg et spor.')
  const place = read.one(
    'place',
    known.places.map(site => site.id),
  )
  const now = clock.now()
  const wantsTime = read.text('day') !== '' || read.text('time') !== ''
  const first: Appointment | null = wantsTime
    ? await readBooking(db, read, { now, startedAt: now, sites: known.places.map(site => site.id) }, known)
    : null
  if (track && read.errors.length === 0) {
    const started = await startCourse(db, known.referral.id, { track, site: place, first }, clock)
    if (started.ok)
      return see(
        `/forloeb/${started.id}`,
        first
          ? `Forløbet er begyndt. Første samtale er ${sayWhen(first.from, dayOf(now))}.`
          : 'Forløbet er begyndt. Find en tid.',
      )
    const error = first
      ? await takenError(db, started.refusal, first, known.colleagues)
      : { field: 'track', message: sayRefusal(started.refusal) }
    read.wrong(error.field, error.message)
  }
  return again('Begynd forløbet', body(visit, known, read.words, read.errors))
}

const body = (visit: Visit, known: Beginning, words: Words, errors: FieldError[] = []): Html => {
  const { referral, family, agreement, places, colleagues } = known
  const back = html`${errorSummary(errors)}<p class="bb-note"><a href="/henvisninger/${referral.id}">Henvisningen</a></p>
<h1>Begynd forløbet</h1><p class="bb-sum"><span>${wholeName(family)}</span><span>${agreement.name}</span></p>`
  if ((referral.state !== 'accepted' && referral.state !== 'started') || !referral.assigned)
    return html`${back}${emptyState(
      referral.state === 'accepted'
        ? 'Vælg først, hvem der tager ansvaret for hende.'
        : 'Forløbet kan begynde, når henvisningen er taget imod, og en har ansvaret.',
      { href: `/henvisninger/${referral.id}`, text: 'Se henvisningen' },
    )}`
  const common = (name: string) => ({ name, value: word(words, name), error: errorFor(errors, name) })
  return html`${back}
${form(
  { action: `/henvisninger/${referral.id}/forloeb`, token: visit.formToken },
  html`${taps({
    ...common('track'),
    label: 'Spor',
    options: tracksWithSessions(agreement).map(track => ({
      value: track.key,
      text: trackName(track, track.key),
      hint: track.maxSessions === null ? 'Loft: ikke oplyst' : `Højst ${track.maxSessions} samtaler`,
    })),
  })}
${select({
  ...common('place'),
  label: 'Hvor hører forløbet til?',
  optional: true,
  empty: 'Ikke oplyst',
  options: places.map(site => ({ value: site.id, text: site.name })),
})}
<h2>Første samtale</h2>
<p>Har I ikke fundet en tid, så lad dato og klokkeslæt stå tomme.</p>
${appointmentFields({ words, errors, sites: places, counsellors: colleagues, interpreterHint: sayInterpreter(family.contact), optional: true })}
${actions(submit(`Begynd forløbet med ${firstName(family)}`))}`,
)}`
}
