import { html } from 'hono/html'
import {
  button,
  checkAnswers,
  emptyState,
  form,
  type Html,
  holderCard,
  linkButton,
  timeline,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, timeOf, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { calledBy, contactWords, type Family, familiesOf, maskCpr, sameWoman } from '../../family/index.ts'
import { type Colleague, colleagueNames, coverOn } from '../../govern/index.ts'
import { besideFamily } from '../beside.ts'
import { reasonWords } from '../hand-over.ts'
import { howFar } from '../names.ts'
import { clockOf } from '../promise.ts'
import { steps } from '../steps.ts'
import { type Holding, holdingsFor, type Turn, turnsOf } from '../store.ts'
import { capital, subjectAddress, subjectWords } from '../words.ts'
import { fileWords } from './same.ts'

/** The id in the address, or the same refusal as for an id that nobody has. */
export const familyId = ({ params }: Visit): Id => {
  if (!isId(params.id)) throw new Refusal('unknown')
  return params.id
}

/** Who has her, what happens next, and how she may be reached: what the one who takes the phone needs. */
export const showFamily = async (visit: Visit): Promise<Answer> => {
  const { db, actor, viewer, clock } = visit
  const id = familyId(visit)
  const same = await sameWoman(db, id)
  const files = await familiesOf(db, [id, ...same])
  const family = files.get(id)
  if (!family) throw new Refusal('unknown')
  const holdings = await holdingsFor(db, [id, ...same])
  const holding = holdings.get(id)
  const turns = await turnsOf(db, id)
  const cover = await coverOn(db, today(clock))
  const stand = holding && cover.get(holding.holder)
  const staff = await colleagueNames(db, [
    ...turns.flatMap(turn => [turn.holder, turn.by].filter(one => one !== null)),
    ...(holding ? [holding.holder] : []),
    ...(stand ? [stand] : []),
  ])
  const beside = await besideFamily(visit, id)
  const called = calledBy(family.pregnant)
  return page(
    called,
    html`<h1>${called}</h1>
${holding ? inHand(holding, staff, stand, viewer.organisation, today(clock)) : emptyState('Der er ingen hjælp i gang her. Historien står nedenfor.')}
${acts(holding, id, actor.staff)}
<div class="bb-cols is-side"><div>
<h2>Kontakt</h2>
${facts(family, id, today(clock))}
${actor.shielded ? '' : numbers(visit, family)}
<h2>Hvem har haft ansvaret</h2>
${turns.length === 0 ? html`<p>Ingen skift er skrevet endnu.</p>` : history(turns, staff)}
</div>
<aside aria-label="Hvor det står"><section class="bb-card"><h2>Hvor det står</h2>${cases(turns)}</section>
${beside}
<p><a href="/familier/${id}/samtykker">Samtykker</a></p>
${together(same, files, holdings, id)}
<p><a href="/adgang/${id}">Hvem kan se hvad i denne sag</a></p>
<p><a href="/familier/${id}/log">Hvem har set hendes oplysninger</a></p>
${actor.role === 'coordinator' ? html`<p><a href="/familier/${id}/rettigheder">Hendes rettigheder</a></p>` : ''}</aside>
</div>`,
  )
}

/** Her other files here: what was not said in this one may stand there. */
const together = (same: Id[], files: Map<Id, Family>, holdings: Map<Id, Holding>, id: Id): Html =>
  same.length === 0
    ? html`<p><a href="/familier/${id}/samme">Har hun en sag mere?</a></p>`
    : html`<section class="bb-card"><h2>Hendes andre sager</h2>${same.flatMap(one => {
        const file = files.get(one)
        return file
          ? html`<p><a href="/familier/${one}">${calledBy(file.pregnant)}</a> ${fileWords(file, holdings.get(one))}</p>`
          : []
      })}<p><a href="/familier/${id}/samme">Se, hvem der har sagt det, eller del dem igen</a></p></section>`

const inHand = (
  holding: Holding,
  staff: Map<Id, Colleague>,
  stand: Id | undefined,
  organisation: string,
  day: string,
): Html =>
  holderCard({
    holder: {
      name: staff.get(holding.holder)?.name ?? 'En, der er stoppet',
      organisation,
      cover: stand && staff.get(stand)?.name,
    },
    next: {
      what: steps[holding.step].promise,
      when: capital(longDay(holding.due)) + (holding.dueAt ? ` kl. ${timeOf(holding.dueAt)}` : ''),
      clock: clockOf(holding, day),
    },
  })

const acts = (holding: Holding | undefined, id: Id, self: Id): Html | '' =>
  holding
    ? html`<div class="bb-acts">${linkButton({
        href: subjectAddress(holding.subject, holding.subjectId),
        text: `Åbn ${subjectWords[holding.subject]}`,
        kind: 'primary',
      })}${linkButton({
        href: `/familier/${id}/overdragelse`,
        text: holding.holder === self ? 'Overdrag ansvaret' : 'Tag eller overdrag ansvaret',
      })}</div>`
    : ''

/** The number is masked and the address not there at all, until somebody asks; that is logged. */
const numbers = ({ formToken }: Visit, { id, pregnant }: Family): Html =>
  html`<div class="bb-acts">${
    pregnant.cpr
      ? form(
          { action: `/familier/${id}/nummer`, token: formToken },
          html`CPR <span class="bb-num">${maskCpr(pregnant.cpr)}</span> ${button({ label: 'Vis hele nummeret', kind: 'link', about: '. Det bliver skrevet i loggen' })}`,
        )
      : ''
  } <a href="/familier/${id}/bopael">Adresse</a></div>`

const facts = (family: Family, id: Id, day: string): Html => {
  const { pregnant, lostOn, bornOn, dueDate } = family
  const life = lostOn
    ? `Graviditeten endte ${fullDay(lostOn)}`
    : [howFar(family, day), bornOn ? `født ${fullDay(bornOn)}` : dueDate ? `termin ${fullDay(dueDate)}` : undefined]
        .filter(Boolean)
        .join(', ')
  return checkAnswers([
    { question: 'Kontaktregel', answer: contactWords(family.contact), edit: `/familier/${id}/kontaktregel` },
    { question: 'Telefon', answer: pregnant.phone ?? '' },
    { question: 'Født', answer: pregnant.birthDate ? fullDay(pregnant.birthDate) : '' },
    { question: 'Graviditet og barn', answer: capital(life), edit: `/familier/${id}/termin` },
  ])
}

const history = (turns: Turn[], staff: Map<Id, Colleague>): Html =>
  timeline(
    turns.map((turn, nth) => {
      const name = (who: Id | null) => (who && staff.get(who)?.name) || 'systemet'
      const when = `${longDay(dayOf(turn.at))} kl. ${timeOf(turn.at)}`
      const reason = turn.reason ? `${reasonWords(turn.reason)}. ` : ''
      return turn.holder === null || !turn.step || !turn.due
        ? {
            state: 'done' as const,
            title: 'Hjælpen sluttede her',
            text: `${reason}${capital(when)} af ${name(turn.by)}.`,
          }
        : {
            state: nth === 0 ? ('now' as const) : ('done' as const),
            title: name(turn.holder),
            text: `${reason}${steps[turn.step].promise}: senest ${longDay(turn.due)}. Skrevet ${when} af ${name(turn.by)}.`,
          }
    }),
    { label: 'Hvem har haft ansvaret, nyeste først' },
  )

/** Her referrals and courses here, as the turns name them; newest first. */
const cases = (turns: Turn[]): Html => {
  const first = new Map(turns.map(turn => [turn.subjectId, turn]))
  return first.size === 0
    ? html`<p>Ingen henvisning eller forløb er skrevet endnu.</p>`
    : html`<ul>${[...first].map(
        ([id, turn]) =>
          html`<li><a href="${subjectAddress(turn.subject, id)}">${capital(subjectWords[turn.subject])} fra ${fullDay(dayOf(turn.at))}</a></li>`,
      )}</ul>`
}
