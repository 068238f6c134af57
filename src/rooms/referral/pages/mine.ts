import { html } from 'hono/html'
import { dataTable, emptyState, type Html, pager, type Row, worklist } from '../../../design/index.ts'
import { type Day, dayOf, fullDay, isDay, longDayFrom, today } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { calledBy, type Family, familiesOf } from '../../family/index.ts'
import { agreementOn } from '../../programme/index.ts'
import { nobodyMayReach } from '../contact-rule.ts'
import { draftsOf } from '../draft.ts'
import { sightOf } from '../mask.ts'
import { programmeKey } from '../programme-key.ts'
import { beforeTalk, isOpen } from '../states.ts'
import { statusForReferrer } from '../status.ts'
import { type Referral, referralsOf } from '../store.ts'
import { clockWords } from '../words.da.ts'
import { draftList } from './draft-list.ts'
import { promiseBadge } from './promise-badge.ts'

/** What she is called on a page. */
export const nameOf = (family: Family | undefined): string => calledBy(family?.pregnant)

/** Nobody may reach her, and only the one who can ask her again can change that. */
const isShut = (one: Referral, family: Family | undefined): boolean =>
  family !== undefined && beforeTalk.includes(one.state) && nobodyMayReach(family.contact) === 'unasked'

/** Something the referrer herself must do: answer a question, talk with her, ask her again, or nobody has taken it. */
const waitsForReferrer = (one: Referral, family: Family | undefined): boolean =>
  one.state === 'needsInformation' ||
  one.followUpDue !== null ||
  (one.state === 'sent' && one.receivedAt === null) ||
  isShut(one, family)

const act = (one: Referral, family: Family | undefined): { href: string; text: string } => {
  const href = `/henvisninger/${one.id}`
  if (one.state === 'needsInformation') return { href, text: 'Svar' }
  if (one.followUpDue) return { href, text: 'Se, hvad der skete' }
  return isShut(one, family) ? { href: `${href}?ret=contact#ret`, text: 'Ret tryg kontakt' } : { href, text: 'Åbn' }
}

const promiseOf = (one: Referral, day: Day): string => {
  const { label } = statusForReferrer(one.state, one.consent.feedback)
  if (one.followUpDue) return `${label}. ${clockWords.followUp} senest ${longDayFrom(one.followUpDue, day)}`
  // What is agreed from talk to talk is between her and the counsellor.
  if (one.state === 'started') return `${label}. Næste besked, når forløbet er slut`
  const step = one.snapshot.nextStep
  if (!step || one.consent.feedback === 'none') return label
  const who = step.clock === 'answer' ? clockWords.answer : 'Næste besked'
  return `${label}. ${who} senest ${longDayFrom(step.promised, day)}`
}

/** The day something is promised by, as far as she may know it. */
const dueOf = (one: Referral, family: Family | undefined, day: Day): Day | undefined => {
  if (one.followUpDue) return one.followUpDue
  if (one.state === 'started') return undefined
  const own = waitsForReferrer(one, family) && !isShut(one, family)
  return sightOf(one.snapshot, day) !== 'none' || own ? one.snapshot.nextStep?.promised : undefined
}

const badgeOf = (one: Referral, due: Day | undefined, day: Day): Row['clock'] => {
  if (due) return promiseBadge(due, day)
  const known = sightOf(one.snapshot, day) !== 'none'
  return one.state === 'started' && known ? { state: 'ok', text: 'i gang' } : { state: 'wait', text: 'ingen besked' }
}

const rowOf = (one: Referral, family: Family | undefined, day: Day): Row => {
  const waits = waitsForReferrer(one, family)
  return {
    clock: badgeOf(one, dueOf(one, family, day), day),
    name: nameOf(family),
    href: `/henvisninger/${one.id}`,
    facts: `${one.reference}, sendt ${fullDay(dayOf(one.sentAt))}`,
    promise: isShut(one, family) ? 'Ingen må kontakte hende. Spørg hende igen, når I er alene' : promiseOf(one, day),
    ...(waits ? { act: act(one, family) } : {}),
  }
}

const cursor = (text: string | undefined): { due: Day | null; id: string } | undefined => {
  const [due = '', id] = (text ?? '').split('_')
  return isId(id) ? { due: isDay(due) ? due : null, id } : undefined
}

const closedTable = (rows: Referral[], families: Map<string, Family>): Html =>
  dataTable<Referral>({
    caption: 'Afsluttet',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Navn', cell: one => html`<a href="/henvisninger/${one.id}">${nameOf(families.get(one.family))}</a>` },
      { head: 'Reference', cell: one => one.reference },
      { head: 'Sendt', cell: one => fullDay(dayOf(one.sentAt)) },
      { head: 'Status', cell: one => statusForReferrer(one.state, one.consent.feedback).label },
    ],
    rows,
  })

/** Her own referrals: what waits for her first, then what is under way, then what is over. */
export const mine = async (visit: Visit): Promise<Answer> => {
  const { db, actor, clock } = visit
  const day = today(clock)
  const after = cursor(visit.query.efter)
  const own = await referralsOf(db, { createdBy: actor.staff, after, limit: 50 })
  const asked = after ? [] : (await referralsOf(db, { createdBy: actor.staff, states: ['needsInformation'] })).rows
  // Those she holds: hers to follow up, also when a colleague who has left sent them.
  const held = after ? [] : (await referralsOf(db, { holder: actor.staff })).rows
  const all = [...new Map([...asked, ...held, ...own.rows].map(one => [one.id, one])).values()]
  const families = await familiesOf(
    db,
    all.map(one => one.family),
  )
  const drafts = after ? [] : await draftsOf(db, day)
  const agreement = drafts.length > 0 ? await agreementOn(db, programmeKey, day) : undefined
  const waits = (one: Referral) => waitsForReferrer(one, families.get(one.family))
  const first = all.filter(waits)
  const underWay = all.filter(one => !waits(one) && isOpen(one.state))
  const over = all.filter(one => !waits(one) && !isOpen(one.state))
  // The promise broken longest first; those without a day last.
  const byDue = (one: Referral) => dueOf(one, families.get(one.family), day) ?? '9999-12-31'
  const rows = (some: Referral[]) =>
    some.toSorted((a, b) => byDue(a).localeCompare(byDue(b))).map(one => rowOf(one, families.get(one.family), day))
  const next = own.next && `/mine-henvisninger?efter=${own.next.due ?? ''}_${own.next.id}`
  return page(
    'Mine henvisninger',
    html`<h1>Mine henvisninger</h1>
<p class="bb-lead">Du ser det, kvinderne har sagt ja til, at du får at vide.</p>
${
  all.length === 0 && drafts.length === 0
    ? emptyState(after ? 'Der er ikke flere.' : 'Du har ikke henvist nogen endnu.', {
        href: '/henvis',
        text: 'Henvis en kvinde',
      })
    : ''
}
${
  first.length > 0
    ? worklist({ id: 'venter', heading: 'Venter på dig', rows: rows(first) })
    : all.length > 0
      ? emptyState('Ingen venter på svar fra dig.')
      : ''
}
${drafts.length > 0 ? draftList(drafts, agreement, { today: day, token: visit.formToken }) : ''}
${underWay.length > 0 ? worklist({ id: 'undervejs', heading: 'Undervejs', rows: rows(underWay) }) : ''}
${over.length > 0 ? html`<section aria-labelledby="slut"><h2 id="slut">Afsluttet</h2>${closedTable(over, families)}</section>` : ''}
${next || after ? pager({ ...(next ? { next } : {}), ...(after ? { previous: '/mine-henvisninger' } : {}) }) : ''}`,
  )
}
