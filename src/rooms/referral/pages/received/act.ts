import { html } from 'hono/html'
import {
  actions,
  conflict,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  submit,
} from '../../../../design/index.ts'
import { dayOf, longDay, timeOf, today } from '../../../../kernel/clock.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Answer, field, page, see, type Visit } from '../../../../kernel/visit.ts'
import { type Family, familyOf } from '../../../family/index.ts'
import { colleagueNames } from '../../../govern/index.ts'
import { readForm, type Words } from '../../form.ts'
import { perform, type Refused } from '../../perform.ts'
import { fileOf, type Referral, referralOf } from '../../store.ts'
import { refusedWords, stateWords } from '../../words.da.ts'
import { type Act, acts, type Paint } from './acts.ts'
import { choices, staffingOf } from './people.ts'
import { firstName, nameOf } from './person.ts'

const actOf = (noun: string): Act => {
  const act = acts.find(one => one.noun === noun)
  if (!act) throw new Error(`no act is called ${noun}`)
  return act
}

const receivedReferral = async (visit: Visit): Promise<Referral> => {
  const referral = await referralOf(visit.db, visit.params.id ?? '')
  if (referral.side !== 'receiver') throw new Refusal('unknown')
  return referral
}

const paintOf = async (
  visit: Visit,
  act: Act,
  referral: Referral,
  family: Family,
  words: Words,
  errors: FieldError[],
): Promise<Paint> => {
  const day = today(visit.clock)
  const people = act.verb === 'assign' ? choices(await staffingOf(visit.db, day), referral.site) : []
  return { referral, name: firstName(family), words, errors, day, people }
}

const actForm = (visit: Visit, act: Act, paint: Paint): Html =>
  formOf(
    {
      action: `/henvisninger/${paint.referral.id}/${act.noun}`,
      token: visit.formToken,
      version: paint.referral.version,
    },
    html`${backOf(visit) === '/tildel' ? html`<input type="hidden" name="fra" value="tavle">` : ''}${act.fields(paint)}${actions(
      submit(act.button(paint.name)),
      linkButton({ href: backOf(visit) ?? `/henvisninger/${paint.referral.id}`, text: 'Tilbage' }),
    )}`,
  )

/** Back to the board when she came from there. */
const backOf = ({ form, query }: Visit): string | undefined =>
  field(form, 'fra') === 'tavle' || query.fra === 'tavle' ? '/tildel' : undefined

/** The form of one act, on a page of its own. */
export const showAct =
  (noun: string) =>
  async (visit: Visit): Promise<Answer> => {
    const act = actOf(noun)
    const referral = await receivedReferral(visit)
    const family = await familyOf(visit.db, referral.family)
    const paint = await paintOf(visit, act, referral, family, {}, [])
    return page(act.label(paint.name), actPage(visit, act, paint, nameOf(family)))
  }

const actPage = (visit: Visit, act: Act, paint: Paint, name: string): Html => html`${errorSummary(paint.errors)}
<p class="bb-note"><a href="/henvisninger/${paint.referral.id}">${name}, ${paint.referral.reference}</a></p>
<h1>${act.label(paint.name)}</h1>
${act.lead ? html`<p class="bb-lead">${act.lead(paint)}</p>` : ''}
${actForm(visit, act, paint)}`

/** Carries the act out, or shows its form again with her own words and what is wrong. */
export const doAct =
  (noun: string) =>
  async (visit: Visit): Promise<Answer> => {
    const act = actOf(noun)
    const referral = await receivedReferral(visit)
    const family = await familyOf(visit.db, referral.family)
    const reader = readForm(visit.form as Words, act.names)
    const reading = (command => reader.done(() => command))(act.read(reader))
    const again = async (errors: FieldError[]) => {
      const paint = await paintOf(visit, act, referral, family, reading.words, errors)
      return page(act.label(paint.name), actPage(visit, act, paint, nameOf(family)), { status: 422 })
    }
    if (!reading.value) return again(reading.errors)
    const seen = Number(field(visit.form, '_version'))
    const done = await perform(visit.db, referral.id, reading.value, visit.clock, seen)
    if (done.ok) return see(backOf(visit) ?? `/henvisninger/${referral.id}`, act.done(firstName(family)))
    if (movedOn.includes(done.refusal)) return clash(visit, act, family, reading.words)
    return again([
      {
        field: act.names.includes(placeOf(done.refusal)) ? placeOf(done.refusal) : (act.names[0] ?? 'main'),
        message: refusedWords[done.refusal],
      },
    ])
  }

const movedOn: readonly Refused['refusal'][] = [
  'changedSince',
  'notFromThisState',
  'nothingToFollowUp',
  'nothingToUndo',
]
const placeOf = (refusal: Refused['refusal']): string => {
  if (refusal === 'personMissing' || refusal === 'noRoom') return 'person'
  if (refusal === 'reasonUnknown') return 'reason'
  return refusal === 'dateInPast' ? 'due' : 'note'
}

/** Somebody else came first: what she did, and one's own words still in the form. */
const clash = async (visit: Visit, act: Act, family: Family, words: Words): Promise<Answer> => {
  const { referral, trail } = await fileOf(visit.db, visit.params.id ?? '')
  const last = trail.at(-1)
  const by = last?.byStaff ? (await colleagueNames(visit.db, [last.byStaff])).get(last.byStaff)?.name : undefined
  const holder = referral.holder ? (await colleagueNames(visit.db, [referral.holder])).get(referral.holder)?.name : ''
  const paint = await paintOf(visit, act, referral, family, words, [])
  const chosen = paint.people.find(one => one.value === [words.person].flat()[0])?.text ?? ''
  return page(
    'En anden har gemt imens',
    conflict({
      by: by ?? 'En anden',
      at: last ? `${longDay(dayOf(last.at))} kl. ${timeOf(last.at)}` : 'imens',
      fields: [
        { label: 'Hvor hun står', saved: stateWords[referral.state], yours: act.label(paint.name) },
        ...(act.verb === 'assign' ? [{ label: 'Hvem har ansvaret', saved: holder ?? '', yours: chosen }] : []),
        ...(act.names.includes('note')
          ? [{ label: 'Note', saved: last?.note ?? '', yours: [words.note ?? ''].flat()[0] ?? '' }]
          : []),
      ],
      form: actForm(visit, act, paint),
      keep: { href: `/henvisninger/${referral.id}`, text: 'Lad det stå, som det er' },
    }),
    { status: 409 },
  )
}
