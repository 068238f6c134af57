import { html } from 'hono/html'
import { actions, button, emptyState, errorFor, form, taps, textArea } from '../../../design/index.ts'
import { fullDay } from '../../../kernel/clock.ts'
import { type Answer, again, type Html, see, type Visit } from '../../../kernel/visit.ts'
import { contactWords, waysOf } from '../../family/index.ts'
import { feedbackWords, type Referral, reasonCodes, reasonWords } from '../../referral/index.ts'
import { sayRefusal } from '../booking.ts'
import { closeAsMistaken } from '../end.ts'
import { type FieldError, Reader, type Words } from '../reading.ts'
import { firstName } from '../say.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { isOpen } from '../session.ts'
import { word } from './appointment-fields.ts'
import { courseBody } from './course-page.ts'

/** How she may be reached, what the referrer is told, and the way out of a course that should not have been. */
export const aside = (
  visit: Visit,
  scene: Scene,
  referral: Referral,
  words: Words,
  errors: readonly FieldError[],
): Html => html`<aside aria-label="Kontakt, henvisning og fejl">
<section class="bb-card bb-calm"><h2>Tryg kontakt</h2>
<p>${contactWords(scene.family.contact)}</p>
${phone(scene)}
<p><a href="/familier/${scene.family.id}">Se familien</a></p></section>
<section class="bb-card"><h2>Henvisning</h2>
<dl class="bb-kv"><div><dt>Henvist af</dt><dd>${referral.referredBy || 'ikke oplyst'}</dd></div>
<div><dt>Henviseren får besked om</dt><dd>${feedbackWords[referral.consent.feedback]}</dd></div>
<div><dt>Samtykket gælder til</dt><dd>${fullDay(referral.consent.until)}</dd></div>
<div><dt>Aftale</dt><dd>${scene.agreement.name}</dd></div></dl>
<p><a href="/henvisninger/${referral.id}">Se henvisningen</a></p></section>
${isOpen(scene.file.course.state) && !scene.family.lostOn ? html`<p class="bb-note"><a href="/familier/${scene.family.id}/tab">Er graviditeten endt på anden vis?</a></p>` : ''}
${isOpen(scene.file.course.state) ? mistaken(visit, scene, words, errors) : ''}
</aside>`

/** The number stands where one may call it, and nowhere else: a number in sight is a number that is called. */
const phone = ({ family }: Scene): Html | '' =>
  family.pregnant.phone && waysOf(family.contact).call
    ? html`<p>Telefon <span class="bb-num">${family.pregnant.phone}</span></p>`
    : ''

const mistaken = (visit: Visit, scene: Scene, words: Words, errors: readonly FieldError[]): Html => {
  const { course } = scene.file
  const error = (name: string) => errorFor([...errors], name)
  const failed = errors.some(one => one.field === 'mistake' || one.field === 'mistakeNote')
  return html`<details class="bb-more"${failed ? ' open' : ''}><summary>Oprettet ved en fejl?</summary>
<p>Forkert person, eller hun havde ikke sagt ja. Det tæller ikke som et forløb, og aftaler bliver aflyst. Vil hun stoppe, så brug Slut forløbet.</p>
${form(
  { action: `/forloeb/${course.id}/fejl`, token: visit.formToken, version: course.version },
  html`${taps({
    name: 'mistake',
    label: 'Hvad er der galt?',
    value: word(words, 'mistake'),
    error: error('mistake'),
    options: reasonCodes.falseEnrolment.map(value => ({ value, text: reasonWords.falseEnrolment[value] })),
  })}
${textArea({ name: 'mistakeNote', label: 'Hvad er der sket?', optional: true, rows: 2, value: word(words, 'mistakeNote'), error: error('mistakeNote') })}
${actions(button({ label: 'Luk som fejl' }))}`,
)}</details>`
}

export const closeMistake = async (visit: Visit): Promise<Answer> => {
  const scene = await sceneOf(visit)
  const { course } = scene.file
  const read = new Reader(visit.form)
  const reason = read.one('mistake', reasonCodes.falseEnrolment, 'Vælg, hvad der er galt.')
  const note = read.text('mistakeNote', 1_000)
  if (reason === 'other' && note === '') read.wrong('mistakeNote', 'Skriv med dine egne ord, hvad der er sket.')
  if (reason && read.errors.length === 0) {
    const why = { reason, note: note || null, seen: Number(visit.form._version ?? -1) }
    const closed = await closeAsMistaken(visit.db, course.id, why, visit.clock)
    if (closed.ok) return see(`/forloeb/${course.id}`, 'Forløbet er lukket som en fejl.')
    read.wrong('mistake', sayRefusal(closed.refusal))
  }
  return again(
    `Forløb: ${firstName(scene.family)}`,
    isOpen(course.state)
      ? await courseBody(visit, scene, read.words, read.errors)
      : html`<h1>Forløbet</h1>${emptyState(sayRefusal('courseClosed'))}`,
  )
}
