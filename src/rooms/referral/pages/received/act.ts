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
import { dayOf, longDay, longDayFrom, timeOf, today } from '../../../../kernel/clock.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Answer, field, page, see, type Visit } from '../../../../kernel/visit.ts'
import { type Full, siteLimit } from '../../../caseload/index.ts'
import { type Family, familyOf } from '../../../family/index.ts'
import { colleagueNames, sitesOf } from '../../../govern/index.ts'
import { readForm, type Words } from '../../form.ts'
import { perform, type Refused } from '../../perform.ts'
import { beforeTalk } from '../../states.ts'
import { fileOf, type Referral, referralOf } from '../../store.ts'
import type { Verb } from '../../transitions.ts'
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
  const painted = { referral, name: firstName(family), words, errors, day, time: timeOf(visit.clock.now()), family }
  if (act.verb !== 'assign') return { ...painted, people: [] }
  const staffing = await staffingOf(visit.db, day)
  const limit = referral.site ? siteLimit(staffing.roster, staffing.load, referral.site) : undefined
  const full =
    limit && limit.taken >= limit.total ? await sayFull(visit, referral, { what: 'site', ...limit }) : undefined
  return { ...painted, people: choices(staffing, referral.site), full }
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

const actPage = (visit: Visit, act: Act, paint: Paint, name: string): Html => {
  // A mistake says it already.
  const lead = paint.errors.length > 0 && act.verb === 'assign' ? '' : act.lead?.(paint)
  return html`${errorSummary(paint.errors)}
<p class="bb-note"><a href="/henvisninger/${paint.referral.id}">${name}, ${paint.referral.reference}</a></p>
<h1>${act.label(paint.name)}</h1>
${lead ? html`<p class="bb-lead">${lead}</p>` : ''}
${earlyFor(act, paint.referral) ? html`<p><a href="/henvisninger/${paint.referral.id}/kontaktforsoeg">Noter et opkald til ${paint.name}</a></p>` : ''}
${actForm(visit, act, paint)}`
}

/** Carries the act out, or shows its form again with her own words and what is wrong. */
export const doAct =
  (noun: string) =>
  async (visit: Visit): Promise<Answer> => {
    const act = actOf(noun)
    const referral = await receivedReferral(visit)
    const family = await familyOf(visit.db, referral.family)
    const reader = readForm(visit.form as Words, act.names)
    const reading = (command => reader.done(() => command))(
      act.read(reader, { day: today(visit.clock), time: timeOf(visit.clock.now()), family }),
    )
    const again = async (errors: FieldError[]) => {
      const paint = await paintOf(visit, act, referral, family, reading.words, errors)
      return page(act.label(paint.name), actPage(visit, act, paint, nameOf(family)), { status: 422 })
    }
    if (!reading.value) return again(reading.errors)
    const seen = Number(field(visit.form, '_version'))
    const done = await perform(visit.db, referral.id, reading.value, visit.clock, seen)
    if (done.ok) return see(backOf(visit) ?? `/henvisninger/${referral.id}`, act.done(firstName(family)))
    // Nobody came first when the referral is as she saw it: then the act itself does not fit.
    const moved = done.refusal === 'changedSince' || (movedOn.includes(done.refusal) && seen !== referral.version)
    if (moved) return clash(visit, act, family, reading.words)
    return again([
      {
        field: act.names.includes(placeOf(done.refusal)) ? placeOf(done.refusal) : (act.names[0] ?? 'main'),
        message: await sayRefused(visit, act, referral, done),
      },
    ])
  }

/** Why it was not done, and how to go on. */
const sayRefused = async (visit: Visit, act: Act, referral: Referral, done: Refused): Promise<string> => {
  if (done.full) return sayFull(visit, referral, done.full)
  if (done.refusal === 'noteMissing' && act.verb === 'plan' && referral.promised)
    return `Skriv hvorfor: dagen ligger efter det, hun er lovet (senest ${longDayFrom(referral.promised, today(visit.clock))}).`
  if (done.refusal !== 'notFromThisState') return refusedWords[done.refusal]
  const early = earlyFor(act, referral)
  if (early) return early
  return `Det passer ikke, mens henvisningen står som “${stateWords[referral.state]}”.`
}

const tooEarly: Partial<Record<Verb, string>> = {
  accept: 'Tal med hende, før I tager imod. Noter opkaldet først.',
  putOnWaitingList: 'Tal med hende, før I skriver hende på venteliste. Noter opkaldet først.',
}

const earlyFor = (act: Act, { state }: Referral): string | undefined =>
  beforeTalk.includes(state) ? tooEarly[act.verb] : undefined

const sayFull = async (visit: Visit, referral: Referral, { what, taken, total }: Full): Promise<string> => {
  const hours = `${taken} af ${total} timer om ugen er taget`
  const list = beforeTalk.includes(referral.state)
    ? 'ring til hende, noter opkaldet, og skriv hende så på venteliste'
    : 'skriv hende på venteliste'
  if (what === 'person') return `Der er ikke plads hos den, du valgte: ${hours}. Vælg en anden, eller ${list}.`
  const [site] = referral.site ? await sitesOf(visit.db, [referral.site]) : []
  const on = `${list.charAt(0).toLocaleUpperCase('da')}${list.slice(1)}`
  return `Der er ikke plads på ${site?.name ?? 'stedet'}: ${hours}, uanset hvem der tager hende. ${on}.`
}

const movedOn: readonly Refused['refusal'][] = ['notFromThisState', 'nothingToFollowUp', 'nothingToUndo']
const placeOf = (refusal: Refused['refusal']): string => {
  if (refusal === 'personMissing' || refusal === 'noRoom') return 'person'
  if (refusal === 'reasonUnknown') return 'reason'
  return refusal === 'dateInPast' || refusal === 'dateTooFar' ? 'due' : 'note'
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
      own: last?.byStaff === visit.actor.staff,
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
