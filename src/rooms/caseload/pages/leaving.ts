import { html } from 'hono/html'
import {
  actions,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  textInput,
} from '../../../design/index.ts'
import { type Day, fullDay, longDay, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Family, familiesOf, readDay } from '../../family/index.ts'
import {
  type Absence,
  absencesFrom,
  type Colleague,
  colleagueNames,
  type RosterDay,
  rosterOf,
} from '../../govern/index.ts'
import { heldBy } from '../hand-over.ts'
import { firstName } from '../in-order.ts'
import { leave, type Receivers } from '../leaving.ts'
import { type Load, loadOf } from '../load.ts'
import { howFar } from '../names.ts'
import { lockPlaces, type Overfull, overfull, placesOf } from '../places.ts'
import { byPromise } from '../promise.ts'
import { receiversOn } from '../receivers.ts'
import { steps } from '../steps.ts'
import { type Holding, holdingsOf } from '../store.ts'
import { familiesInWords } from '../words.ts'

interface Around {
  one: Colleague
  day: Day
  /** The families by promise; for an administrator none, only how many. */
  holdings: Holding[]
  families: Map<Id, Family>
  count: number
  receivers: Colleague[]
  roster: RosterDay[]
  load: Load[]
  /** Days after today on which a colleague counts on her. */
  covers: Absence[]
}

const look = async ({ db, actor, clock, params }: Visit): Promise<Around> => {
  if (!isId(params.id)) throw new Refusal('unknown')
  const one = (await colleagueNames(db, [params.id])).get(params.id)
  if (!one) throw new Refusal('unknown')
  const day = today(clock)
  const holdings = actor.role === 'administrator' ? [] : (await holdingsOf(db, one.id)).sort(byPromise)
  return {
    one,
    day,
    holdings,
    families: await familiesOf(
      db,
      holdings.map(holding => holding.family),
    ),
    count: await heldBy(db, one.id),
    receivers: (await receiversOn(db, day, one.role)).filter(other => other.id !== one.id),
    roster: await rosterOf(db),
    load: await loadOf(db),
    covers: (await absencesFrom(db, day)).filter(row => row.cover === one.id && row.day > day),
  }
}

const titleOf = ({ one }: Around): string => `${firstName(one)} stopper`

const closed = (visit: Visit, { one }: Around): Answer | undefined => {
  const back = { href: '/medarbejdere', text: 'Alle medarbejdere' }
  if (one.leftAt !== null && one.endsOn)
    return page(
      'Stoppet',
      html`<h1>${one.name} er stoppet</h1>${emptyState(`Hendes sidste dag var ${fullDay(one.endsOn)}. Ingen familie står hos hende.`, back)}`,
    )
  if (one.id === visit.actor.staff)
    return page(
      'Stopper',
      html`<h1>Du kan ikke afslutte din egen ansættelse</h1>${emptyState('Det gør en kollega, så nogen har set, at alle familier er givet videre.', back)}`,
    )
  if (visit.actor.shielded)
    return page(
      'Stopper',
      html`<h1>${one.name} stopper</h1>${emptyState('Familierne er skjult, mens nogen ser med.', back)}`,
    )
  return undefined
}

export const askLeaving = async (visit: Visit): Promise<Answer> => {
  const around = await look(visit)
  return closed(visit, around) ?? page(titleOf(around), body(visit, around, {}))
}

const asTyped = (day: Day): string => day.split('-').map(Number).reverse().join('.')

const toField = (family: Id): string => `til-${family}`
const all = 'alle'
const beyondField = 'alligevel'

const body = (visit: Visit, around: Around, typed: Form, errors: FieldError[] = []): Html => {
  const { one, count, covers, receivers } = around
  return html`${errorSummary(errors)}<h1>${one.name} stopper</h1>
<p class="bb-lead">${
    count === 0
      ? 'Hun har ingen familier. Ansættelsen kan slutte nu.'
      : `Hun har ${familiesInWords(count)}. ${count === 1 ? 'Familien' : 'De'} skal have en ny ansvarlig i samme skridt, ellers kan hun ikke stoppe.`
  }</p>
<p>Næste skridt og dato følger med over. Adgangen lukker med det samme.</p>
${
  covers.length === 0
    ? ''
    : html`<p>Hun afløser ${covers.length === 1 ? 'en kollega' : 'kolleger'} ${covers.map(row => longDay(row.day)).join(', ')}. ${
        visit.actor.role === 'coordinator'
          ? html`<a href="/fravaer">Find andre afløsere først</a>.`
          : 'En koordinator finder andre afløsere først.'
      }</p>`
}
${
  count > 0 && receivers.length === 0
    ? emptyState('Der er ingen kollega, der kan tage over. Opret en, før hun stopper.', {
        href: '/medarbejdere',
        text: 'Medarbejdere',
      })
    : leavingForm(visit, around, typed, errors)
}`
}

/** What she has and can have, where somebody may count it: an administrator sees no family. */
const placesWords = ({ roster, load, holdings }: Around, staff: Id): string => {
  const { total, taken, free } = placesOf(roster, load, staff)
  if (total === 0 || holdings.length === 0) return ''
  return free > 0 ? `, ${taken} af ${total} pladser er taget` : `, fuldt: ${taken} af ${total} pladser`
}

const leavingForm = (visit: Visit, around: Around, typed: Form, errors: FieldError[]): Html => {
  const { one, count, day, holdings, families, receivers } = around
  const options = receivers.map(other => ({ value: other.id, text: `${other.name}${placesWords(around, other.id)}` }))
  const choice = (name: string, label: string, empty: string, hint?: string) =>
    select({ name, label, empty, hint, options, value: field(typed, name), error: errorFor(errors, name) })
  return formOf(
    { action: `/medarbejdere/${one.id}/afgang`, token: visit.formToken },
    html`${dateInput({
      name: 'sidste',
      label: 'Sidste arbejdsdag',
      hint: `I dag eller tidligere, for eksempel ${asTyped(day)}`,
      value:
        typed.sidste === undefined
          ? asTyped(one.endsOn && one.endsOn < day ? one.endsOn : day)
          : field(typed, 'sidste'),
      error: errorFor(errors, 'sidste'),
    })}${
      count === 0
        ? ''
        : choice(
            all,
            count === 1 ? 'Hvem tager over?' : 'Hvem tager alle over?',
            holdings.length > 1 ? 'Vælg for hver familie' : 'Vælg',
            holdings.length > 1 ? 'Du kan vælge en anden for den enkelte familie nedenfor' : undefined,
          )
    }${
      holdings.length > 1
        ? html`<h2>Den enkelte familie</h2>${holdings.map(holding =>
            choice(
              toField(holding.family),
              families.get(holding.family)?.pregnant.name || 'Navn ikke oplyst',
              'Som alle',
              [
                howFar(families.get(holding.family), day),
                `${steps[holding.step].promise.toLocaleLowerCase('da')}: senest ${longDay(holding.due)}`,
              ]
                .filter(Boolean)
                .join(', '),
            ),
          )}`
        : ''
    }${
      errors.some(error => error.field === beyondField) || field(typed, beyondField)
        ? textInput({
            name: beyondField,
            label: 'Hvorfor skal de alligevel have familierne?',
            hint: 'Står i historien. Skriv intet om kvinderne.',
            width: 'full',
            value: field(typed, beyondField),
            error: errorFor(errors, beyondField),
          })
        : ''
    }${actions(
      submit(count === 0 ? 'Afslut ansættelsen' : `Overdrag ${familiesInWords(count)}, og afslut ansættelsen`),
      linkButton({ href: `/medarbejdere/${one.id}`, text: 'Tilbage' }),
    )}`,
  )
}

/** To whom each goes, and a fault for every family that nobody was chosen for. */
const readReceivers = (form: Form, around: Around): { receivers: Receivers; errors: FieldError[] } => {
  const { count, holdings, families, receivers } = around
  const known = (name: string): Id | undefined => receivers.find(one => one.id === field(form, name))?.id
  if (count === 0) return { receivers: { kind: 'none' }, errors: [] }
  const everybody = known(all)
  if (holdings.length === 0)
    return everybody
      ? { receivers: { kind: 'all', to: everybody }, errors: [] }
      : {
          receivers: { kind: 'none' },
          errors: [{ field: all, message: `Vælg, hvem der tager ${familiesInWords(count)} over.` }],
        }
  const chosen = new Map<Id, Id>()
  const without: Holding[] = []
  for (const holding of holdings) {
    const to = known(toField(holding.family)) ?? everybody
    if (to) chosen.set(holding.family, to)
    else without.push(holding)
  }
  const errors =
    without.length === 0
      ? []
      : [
          {
            field: all,
            message: `${familiesInWords(without.length)} mangler en ny ansvarlig. Ingen er overdraget endnu.`,
          },
          ...(holdings.length > 1
            ? without.map(({ family }) => ({
                field: toField(family),
                message: `Vælg, hvem der får ${families.get(family)?.pregnant.name || 'familien'}.`,
              }))
            : []),
        ]
  return { receivers: { kind: 'each', families: chosen }, errors }
}

export const doLeaving = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit)
  const shut = closed(visit, around)
  if (shut) throw new Refusal('alreadyDone', 'leaving')
  const { one, day, covers, count } = around
  const refuse = (errors: FieldError[], now = around) => again(titleOf(now), body(visit, now, form, errors))
  const lastDay = readDay(field(form, 'sidste'))
  const { receivers, errors } = readReceivers(form, around)
  if (!lastDay) errors.unshift({ field: 'sidste', message: 'Skriv den sidste arbejdsdag, for eksempel 30.11.2026.' })
  else if (lastDay > day)
    errors.unshift({ field: 'sidste', message: 'Familierne skifter nu. Kom tilbage på den sidste arbejdsdag.' })
  else if (lastDay < one.startsOn)
    errors.unshift({ field: 'sidste', message: `Hun begyndte ${fullDay(one.startsOn)}. Skriv en senere dag.` })
  const covered = covers[0]
  if (covered)
    errors.push({
      field: 'sidste',
      message: `Hun afløser en kollega ${longDay(covered.day)}. Find en anden afløser først.`,
    })
  const beyond = field(form, beyondField).trim().toWellFormed()
  if (beyond.length > 200) errors.push({ field: beyondField, message: 'Skriv højst 200 tegn.' })
  const over = await overfullNow(visit, around, receivers)
  if (over.length > 0 && beyond === '') errors.push({ field: beyondField, message: overWords(around, over) })
  if (errors.length > 0 || !lastDay) return refuse(errors)
  const left = await leave(db, one.id, lastDay, receivers, clock, { staff: over.map(who => who.staff), reason: beyond })
  if (!left.ok) {
    const now = await look(visit)
    return refuse([{ field: now.count > 0 ? all : 'sidste', message: whyNot(left.constraint, now.count) }], now)
  }
  return see(
    '/medarbejdere',
    `${one.name} er stoppet.${count > 0 ? ` ${familiesInWords(count)} har fået en ny ansvarlig.` : ''}`,
  )
}

/** Somebody else changed something at the same moment: nothing has happened, and this is why. */
const whyNot = (constraint: string, left: number): string =>
  constraint === 'staff_covers_nobody'
    ? 'Hun er lige blevet afløser for en kollega. Find en anden afløser først.'
    : `Noget ændrede sig imens: ${familiesInWords(left)} står stadig hos hende. Ingen er overdraget endnu. Vælg igen.`

/** Who would get more than she has places for: counted by one at a time, so that two who leave do not fill the same one. */
const overfullNow = async ({ db }: Visit, around: Around, receivers: Receivers): Promise<Overfull[]> => {
  if (receivers.kind === 'none') return []
  const chosen = receivers.kind === 'all' ? [receivers.to] : [...new Set(receivers.families.values())].toSorted()
  for (const to of chosen) await lockPlaces(db, to, null)
  const roster = await rosterOf(db)
  if (receivers.kind === 'all') {
    // An administrator sees no family: how many each has is all there is to count.
    const { total } = placesOf(roster, [], receivers.to)
    const taken = (await heldBy(db, receivers.to)) + around.count
    return total > 0 && taken > total ? [{ staff: receivers.to, taken, total }] : []
  }
  const active = around.holdings.filter(holding => holding.stage === 'active')
  const given = chosen.map(to => [to, active.filter(one => receivers.families.get(one.family) === to).length] as const)
  return overfull(roster, await loadOf(db), new Map(given))
}

const overWords = ({ receivers }: Around, over: readonly Overfull[]): string => {
  const name = (staff: Id) => receivers.find(one => one.id === staff)?.name ?? 'En kollega'
  const said = over.map(({ staff, taken, total }) => `${name(staff)} får ${taken} familier på ${total} pladser.`)
  return `${said.join(' ')} Vælg en anden, eller skriv, hvorfor ${over.length === 1 ? 'hun' : 'de'} alligevel skal have dem.`
}
