import { html } from 'hono/html'
import {
  actions,
  conflict,
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
import { longDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { tellInside } from '../../../kernel/news.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Family, familyOf } from '../../family/index.ts'
import { type Colleague, colleagueNames, coverOn } from '../../govern/index.ts'
import { type HandOverReason, handOverReasons, moveHoldings } from '../hand-over.ts'
import { shownName } from '../names.ts'
import { fullPlaces } from '../places.ts'
import { receiversOn } from '../receivers.ts'
import { steps } from '../steps.ts'
import { type Holding, holdingOf } from '../store.ts'
import { familyId } from './family.ts'

const title = 'Overdrag ansvaret'
const chosen: HandOverReason[] = ['newDistribution', 'absence', 'place', 'herWish', 'tookOver']

interface Around {
  family: Family
  holding: Holding
  holder: Colleague | undefined
  /** Everybody else who may have her; the actor first. */
  receivers: Colleague[]
  away: Set<Id>
}

/** A family whose help is over has nobody to hand over from: the page is not there. */
const look = async ({ db, actor, clock, ...visit }: Visit): Promise<Around> => {
  const id = familyId({ db, actor, clock, ...visit })
  const family = await familyOf(db, id)
  const holding = await holdingOf(db, id)
  if (!holding) throw new Refusal('unknown')
  const day = today(clock)
  const holder = (await colleagueNames(db, [holding.holder])).get(holding.holder)
  const others = (await receiversOn(db, day, holder?.role ?? 'counsellor')).filter(one => one.id !== holding.holder)
  const self = others.filter(one => one.id === actor.staff)
  return {
    family,
    holding,
    holder,
    receivers: [...self, ...others.filter(one => one.id !== actor.staff)],
    away: new Set((await coverOn(db, day)).keys()),
  }
}

const handOverForm = (visit: Visit, around: Around, typed: Form, errors: FieldError[] = [], full = false): Html => {
  const { family, holding, receivers, away } = around
  const named = (one: Colleague) =>
    `${one.id === visit.actor.staff ? `Mig selv (${one.name})` : one.name}${away.has(one.id) ? ', væk i dag' : ''}`
  return formOf(
    { action: `/familier/${family.id}/overdragelse`, token: visit.formToken, version: holding.version },
    html`${select({
      name: 'til',
      label: 'Hvem får ansvaret?',
      empty: 'Vælg',
      value: field(typed, 'til'),
      error: errorFor(errors, 'til'),
      options: receivers.map(one => ({ value: one.id, text: named(one) })),
    })}${select({
      name: 'grund',
      label: 'Hvorfor?',
      empty: 'Vælg',
      value: field(typed, 'grund'),
      error: errorFor(errors, 'grund'),
      options: chosen.map(reason => ({ value: reason, text: handOverReasons[reason] })),
    })}${
      full || field(typed, 'alligevel')
        ? textInput({
            name: 'alligevel',
            label: 'Hvorfor skal hun alligevel have familien?',
            hint: 'Står i historien. Skriv intet om kvinden.',
            width: 'full',
            value: field(typed, 'alligevel'),
            error: errorFor(errors, 'alligevel'),
          })
        : ''
    }${actions(submit('Overdrag ansvaret'), linkButton({ href: `/familier/${family.id}`, text: 'Tilbage' }))}`,
  )
}

const intro = ({ family, holding, holder }: Around): Html => html`<h1>${title}</h1>
<p class="bb-lead">${holder?.name ?? 'En, der er stoppet,'} har ansvaret for ${shownName(family, false)} nu. Næste skridt følger med: ${steps[holding.step].promise.toLocaleLowerCase('da')}, senest ${longDay(holding.due)}.</p>`

export const askHandOver = async (visit: Visit): Promise<Answer> => {
  const around = await look(visit)
  return page(title, html`${intro(around)}${handOverForm(visit, around, {})}`)
}

export const handOver = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit)
  const { family, holding, receivers } = around
  const to = receivers.find(one => one.id === field(form, 'til'))
  const reason = chosen.find(one => one === field(form, 'grund'))
  if (field(form, '_version') !== String(holding.version)) return clash(visit, around, to)
  const beyond = field(form, 'alligevel').trim().toWellFormed()
  const errors: FieldError[] = [
    ...(to ? [] : [{ field: 'til', message: 'Vælg den kollega, der får ansvaret.' }]),
    ...(reason ? [] : [{ field: 'grund', message: 'Vælg, hvorfor ansvaret skifter.' }]),
    ...(beyond.length > 200 ? [{ field: 'alligevel', message: 'Skriv højst 200 tegn.' }] : []),
  ]
  if (!to || !reason || errors.length > 0)
    return again(title, html`${errorSummary(errors)}${intro(around)}${handOverForm(visit, around, form, errors)}`)
  // A place is taken only by a family somebody works with now.
  const full =
    holding.stage === 'active' && to.role !== 'referrer' ? await fullPlaces(db, to.id, holding.site) : undefined
  if (full && beyond === '') {
    const taken = [
      {
        field: 'alligevel',
        message:
          full.what === 'person'
            ? `${to.name} har ${full.taken} familier på ${full.total} pladser. Vælg en anden, eller skriv, hvorfor hun alligevel skal have familien.`
            : `Stedet har ${full.taken} familier på ${full.total} pladser, uanset hvem der har dem. Skriv, hvorfor ansvaret alligevel skal skifte, eller find et andet sted med hende først.`,
      },
    ]
    return again(title, html`${errorSummary(taken)}${intro(around)}${handOverForm(visit, around, form, taken, true)}`)
  }
  const moved = await db.attempt(async () => {
    await moveHoldings(db, holding.holder, to.id, [family.id], reason, clock.now(), full && beyond)
    const news = { kind: 'holder.changed', family: family.id, from: holding.holder, to: to.id }
    return tellInside(db, news, clock)
  })
  if (!moved.ok) {
    const gone = [{ field: 'til', message: `${to.name} er lige stoppet. Vælg en anden.` }]
    return again(title, html`${errorSummary(gone)}${intro(around)}${handOverForm(visit, around, form, gone)}`)
  }
  return see(
    `/familier/${family.id}`,
    [
      to.id === visit.actor.staff ? 'Du har ansvaret nu.' : `${to.name} har ansvaret nu, med samme næste skridt.`,
      ...moved.value,
    ].join(' '),
  )
}

const clash = (visit: Visit, around: Around, to: Colleague | undefined): Answer =>
  page(
    title,
    conflict({
      by: 'En kollega',
      at: 'imens',
      fields: [{ label: 'Har ansvaret', saved: around.holder?.name ?? '', yours: to?.name ?? '' }],
      form: handOverForm(visit, around, visit.form),
      keep: { href: `/familier/${around.family.id}`, text: 'Lad det være, som det er' },
    }),
    { status: 409 },
  )
