import { html } from 'hono/html'
import {
  type Clock as Badge,
  button,
  capacityBar,
  clockBadge,
  dataTable,
  emptyState,
  form as formOf,
  type Html,
  linkButton,
  spoken,
} from '../../../../design/index.ts'
import { type Day, longDay, today, weekNumber, workdaysBetween } from '../../../../kernel/clock.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { type Answer, page, type Visit } from '../../../../kernel/visit.ts'
import { hoursPerFamily, placesOf, rosteredHours, siteLimit } from '../../../caseload/index.ts'
import { type Family, familiesOf } from '../../../family/index.ts'
import { type Site, sitesOf } from '../../../govern/index.ts'
import { agreementOn, type StoredAgreement } from '../../../programme/index.ts'
import { programmeKey } from '../../programme-key.ts'
import { type Mark, nearBirth, type Waiting, waitingOf } from '../../waiting.ts'
import { choices, daysAt, type Staffing, staffingOf } from './people.ts'
import { howFar, shortName } from './person.ts'

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

interface Board {
  visit: Visit
  waiting: Waiting[]
  families: Map<Id, Family>
  staffing: Staffing
  sites: Site[]
  agreement: StoredAgreement | undefined
  day: Day
}

const workdays = (count: number): string => (count === 1 ? '1 hverdag' : `${count} hverdage`)
const people = (count: number): string => (count === 1 ? '1 familie venter' : `${count} familier venter`)

const markWords: Record<Mark, string> = {
  nearBirth: `uge ${nearBirth} eller mere`,
  urgent: 'skal ses hurtigt',
  noContact: 'ingen kontakt endnu',
}

/** Who waits for whom, where there is room, and one order for all: as a board, and as a list that does the same. */
export const board = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const day = today(clock)
  const waiting = await waitingOf(db, day)
  const made: Board = {
    visit,
    waiting,
    families: await familiesOf(
      db,
      waiting.map(one => one.referral.family),
    ),
    staffing: await staffingOf(db, day),
    sites: await sitesOf(db),
    agreement: await agreementOn(db, programmeKey, day),
    day,
  }
  return page(
    'Tildel ventende familier',
    html`<p class="bb-note">${capital(longDay(day))}, uge ${weekNumber(day)}</p>
<h1>Tildel ventende familier</h1>
${waiting.length === 0 ? emptyState('Alle familier er tildelt. Ingen venter.') : summary(made)}
<p class="bb-note">Rækkefølgen er den samme overalt: uge ${nearBirth} eller mere først, så “skal ses hurtigt”, så den, der har ventet længst. Du kan vælge en anden. Vi regner med ${hoursPerFamily === 1 ? 'en time' : `${hoursPerFamily} timer`} om ugen pr. familie; det er vores forslag.</p>
<p><a href="#tavle">Tavle</a> &nbsp; <a href="#liste">Samme familier som liste</a></p>
<section aria-labelledby="tavle"><h2 id="tavle">Tavle</h2>${sitesOnBoard(made).map(site => siteRow(made, site))}</section>
${waiting.length === 0 ? '' : html`<section aria-labelledby="liste"><h2 id="liste">Samme familier som liste</h2>${list(made)}</section>`}`,
    { wide: true },
  )
}

const promisedWithin = ({ agreement }: Board): number | undefined =>
  agreement?.clocks.find(clock => clock.key === 'firstSession')?.weekdays

const waited = ({ day }: Board, one: Waiting): number => Math.max(0, workdaysBetween(one.since, day))

const badge = (made: Board, one: Waiting): Badge => {
  const count = waited(made, one)
  const promise = promisedWithin(made)
  const state = promise === undefined || count < promise - 2 ? 'wait' : count > promise ? 'late' : 'soon'
  return { state, text: workdays(count) }
}

const summary = (made: Board): Html => {
  const longest = Math.max(...made.waiting.map(one => waited(made, one)))
  const promise = promisedWithin(made)
  return html`<p class="bb-sum"><span><b>${people(made.waiting.length)}</b></span><span>Længste ventetid <b>${workdays(longest)}</b></span>${
    promise === undefined ? '' : html`<span>Løftet er <b>${workdays(promise)}</b> til første samtale</span>`
  }</p>`
}

/** The sites where somebody is rostered or waits; those who wait without a site come last. */
const sitesOnBoard = ({ sites, staffing, waiting }: Board): (Site | null)[] => {
  const named = sites.filter(
    site => staffing.roster.some(day => day.site === site.id) || waiting.some(one => one.referral.site === site.id),
  )
  return waiting.some(one => !sites.some(site => site.id === one.referral.site)) ? [...named, null] : named
}

const siteRow = (made: Board, site: Site | null): Html => {
  const here = made.waiting.filter(one =>
    site ? one.referral.site === site.id : !made.sites.some(other => other.id === one.referral.site),
  )
  const tracks = made.agreement?.tracks.filter(track => track.planned !== true) ?? []
  const known = new Set(tracks.map(track => track.key))
  const days = site ? daysAt(made.staffing.roster, site.id) : ''
  const lists = [
    ...tracks.map(track => ({
      title: track.number ? `Spor ${track.number}: ${track.name}` : track.name,
      rows: here.filter(one => one.referral.track === track.key),
    })),
    { title: 'Intet bestemt ønske', rows: here.filter(one => !one.referral.track || !known.has(one.referral.track)) },
  ].filter(one => one.rows.length > 0)
  const queue = (one: (typeof lists)[number]) =>
    html`<div><h4>${one.title}</h4><ol class="bb-queue no-max-width">${one.rows.map(row => queued(made, row))}</ol></div>`
  return html`<section class="bb-site"><h3>${site?.name ?? 'Uden sted'}${days ? html`<small>${days}</small>` : ''}</h3>
${site ? html`<div>${limitOf(made, site.id)}<h4>Rådgivernes timer</h4>${staffAt(made, site.id)}</div>` : ''}
${lists.length > 0 ? html`<div class="bb-queues">${lists.map(queue)}</div>` : html`<div><p class="bb-none">Ingen venter.</p></div>`}</section>`
}

/** The hours there are at the site itself: they set the limit, also where a counsellor has more hours elsewhere. */
const limitOf = ({ staffing }: Board, site: Id): Html | '' => {
  const limit = siteLimit(staffing.roster, staffing.load, site)
  if (!limit) return ''
  const { taken, total } = limit
  return html`<h4>Stedets timer</h4>${capacityBar({ booked: taken * hoursPerFamily, total: total * hoursPerFamily })}`
}

const staffAt = ({ staffing }: Board, site: Id): Html => {
  const { staff, roster, load } = staffing
  const here = staff.filter(one => rosteredHours(roster, { staff: one.id, site }) > 0)
  if (here.length === 0) return html`<p class="bb-none">Ingen er på vagt her.</p>`
  return html`${here.map(one => {
    const { taken, total } = placesOf(roster, load, one.id)
    return html`<p>${one.name}<small>${daysAt(roster, site, one.id)}</small></p>${capacityBar({ booked: taken * hoursPerFamily, total: total * hoursPerFamily })}`
  })}`
}

const factsOf = (made: Board, one: Waiting): string =>
  [
    howFar(one.referral, made.families.get(one.referral.family), made.day),
    ...one.marks.filter(mark => mark !== 'nearBirth').map(mark => markWords[mark]),
  ]
    .filter(Boolean)
    .join(', ')

const queued = (made: Board, one: Waiting): Html =>
  html`<li><span class="n">${spoken('Nummer ')}${one.place}</span><span><a href="/henvisninger/${one.referral.id}">${shortName(made.families.get(one.referral.family))}</a><small>${factsOf(made, one)}</small></span>${clockBadge(badge(made, one))}</li>`

const list = (made: Board): Html =>
  dataTable<Waiting>({
    caption: 'Familier, der venter',
    quietCaption: true,
    stack: true,
    columns: [
      {
        head: 'Rækkefølge og familie',
        cell: one =>
          html`${one.place}. <a href="/henvisninger/${one.referral.id}">${shortName(made.families.get(one.referral.family))}</a>`,
      },
      { head: 'Uge', cell: one => factsOf(made, one) },
      { head: 'Har ventet', cell: one => clockBadge(badge(made, one)) },
      { head: 'Ønsker', cell: one => wishOf(made, one) },
      { head: 'Hvem tager ansvaret', cell: one => assignForm(made, one) },
    ],
    rows: made.waiting,
  })

const wishOf = ({ sites, agreement }: Board, { referral }: Waiting): string => {
  const site = sites.find(one => one.id === referral.site)?.name ?? 'sted ikke oplyst'
  const track = agreement?.tracks.find(one => one.key === referral.track)
  return `${site}, ${track?.number ? `spor ${track.number}` : (track?.name ?? 'intet bestemt ønske')}`
}

const assignForm = ({ visit, staffing, families }: Board, { referral }: Waiting): Html => {
  const name = shortName(families.get(referral.family))
  const options = choices(staffing, referral.site)
  return html`<div class="bb-assign">${formOf(
    { action: `/henvisninger/${referral.id}/tildeling`, token: visit.formToken, version: referral.version },
    html`<input type="hidden" name="fra" value="tavle"><select class="form-select" name="person" aria-label="Hvem tager ansvaret for ${name}?"><option value="">Vælg en kollega</option>${options.map(
      one => html`<option value="${one.value}">${one.text}</option>`,
    )}</select> ${button({ label: 'Tildel', about: name })}`,
  )}${referral.state === 'waiting' ? '' : linkButton({ href: `/henvisninger/${referral.id}`, text: 'Åbn', about: name, kind: 'link' })}</div>`
}
