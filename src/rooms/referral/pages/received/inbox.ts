import { html } from 'hono/html'
import { clockBadge, dataTable, emptyState, type Html, pager, tabs } from '../../../../design/index.ts'
import { type Day, dayOf, isDay, longDayFrom, today } from '../../../../kernel/clock.ts'
import { isId } from '../../../../kernel/ids.ts'
import { type Answer, page, type Visit } from '../../../../kernel/visit.ts'
import { type Holding, holdingsFor } from '../../../caseload/index.ts'
import { type Family, familiesOf } from '../../../family/index.ts'
import { colleagueNames, sitesOf } from '../../../govern/index.ts'
import type { State } from '../../states.ts'
import { type Counts, countsOf, type Referral, type ReferralFilter, referralsOf } from '../../store.ts'
import { stateWords } from '../../words.da.ts'
import { promiseBadge } from '../promise-badge.ts'
import { howFar, nameOf } from './person.ts'

const triage: readonly State[] = ['received', 'needsInformation', 'contacted', 'accepted', 'waiting']
const closed: readonly State[] = [
  'redirected',
  'declinedByReceiver',
  'declinedByWoman',
  'notReached',
  'ended',
  'withdrawn',
  'mistaken',
]

interface View {
  key: string
  text: string
  count?: (counts: Counts) => number
  filter: (day: Day) => ReferralFilter
  empty: string
}

const views: readonly View[] = [
  {
    key: 'nye',
    text: 'Ikke tildelt',
    count: counts => counts.new,
    filter: () => ({ states: triage.filter(state => state !== 'waiting'), assigned: false }),
    empty: 'Alle nye henvisninger er tildelt.',
  },
  {
    key: 'ubesvarede',
    text: 'Ikke kontaktet til tiden',
    count: counts => counts.unanswered,
    filter: day => ({ states: triage, contacted: false, dueBefore: day }),
    empty: 'Alle er kontaktet til tiden.',
  },
  {
    key: 'venter',
    text: 'På venteliste',
    count: counts => counts.waiting,
    filter: () => ({ states: ['waiting'] }),
    empty: 'Ingen står på venteliste.',
  },
  {
    key: 'i-gang',
    text: 'Alle før start',
    count: counts => counts.open,
    filter: () => ({ states: triage }),
    empty: 'Der er ingen henvisninger lige nu.',
  },
  { key: 'startede', text: 'Startede', filter: () => ({ states: ['started'] }), empty: 'Ingen forløb er i gang.' },
  { key: 'afsluttede', text: 'Afsluttede', filter: () => ({ states: closed }), empty: 'Ingen er afsluttet endnu.' },
]

const cursor = (text: string | undefined): ReferralFilter['after'] => {
  const [due = '', id] = (text ?? '').split('_')
  return isId(id) ? { due: isDay(due) ? due : null, id } : undefined
}

/** The receiver's referrals, soonest promise first, in the views that ask "what is not done". */
export const inbox = async (visit: Visit): Promise<Answer> => {
  const { db, clock, query } = visit
  const day = today(clock)
  const view = views.find(one => one.key === query.vis) ?? (views[0] as View)
  const after = cursor(query.efter)
  const counts = await countsOf(db, day)
  const found = await referralsOf(db, { ...view.filter(day), side: 'receiver', after, limit: 25 })
  const families = await familiesOf(
    db,
    found.rows.map(row => row.family),
  )
  const staff = await colleagueNames(
    db,
    found.rows.flatMap(row => (row.holder ? [row.holder] : [])),
  )
  // Once the help has begun the course keeps the family's next step.
  const course = view.key === 'startede' ? await holdingsFor(db, [...families.keys()]) : new Map<string, Holding>()
  const dueOf = (row: Referral): Day | null => course.get(row.family)?.due ?? row.due
  const rows = found.rows.toSorted((a, b) => (dueOf(a) ?? endless).localeCompare(dueOf(b) ?? endless))
  const sites = new Map((await sitesOf(db)).map(site => [site.id, site.name]))
  const names = new Map([...staff].map(([id, one]) => [id, one.name]))
  const next = found.next && `/henvisninger?vis=${view.key}&efter=${found.next.due ?? ''}_${found.next.id}`
  return page(
    'Henvisninger',
    html`<h1>Henvisninger</h1>
${tabs(
  'Henvisninger',
  views.map(one => ({
    href: `/henvisninger?vis=${one.key}`,
    text: one.text,
    count: one.count && String(one.count(counts)),
    current: one.key === view.key,
  })),
)}
${
  found.rows.length === 0
    ? emptyState(view.empty, view.key === 'nye' ? { href: '/arbejdsliste', text: 'Se din arbejdsliste' } : undefined)
    : table(view, rows, { families, names, sites, day, dueOf })
}
${next || after ? pager({ ...(after ? { previous: `/henvisninger?vis=${view.key}` } : {}), ...(next ? { next } : {}) }) : ''}`,
    { wide: true },
  )
}

interface Around {
  families: Map<string, Family>
  names: Map<string, string>
  sites: Map<string, string>
  day: Day
  dueOf: (row: Referral) => Day | null
}

const endless = '9999-12-31'
/** The promise, where somebody has put her own date after it. */
const lateBy = ({ state, due, promised }: Referral, day: Day): Html | '' =>
  state !== 'started' && due && promised && due > promised
    ? html` <small>lovet senest ${longDayFrom(promised, day)}</small>`
    : ''

const dueBadge = (due: Day | null, day: Day): Html | string => (due ? clockBadge(promiseBadge(due, day)) : '–')

const table = (view: View, rows: Referral[], { families, names, sites, day, dueOf }: Around): Html =>
  dataTable<Referral>({
    caption: view.text,
    quietCaption: true,
    stack: true,
    columns: [
      {
        head: 'Kvinde',
        cell: row => {
          const family = families.get(row.family)
          return html`<a href="/henvisninger/${row.id}">${nameOf(family)}</a> <small>${howFar(row, family, day)}</small>`
        },
      },
      { head: 'Frist', cell: row => html`${dueBadge(dueOf(row), day)}${lateBy(row, day)}` },
      { head: 'Status', cell: row => stateWords[row.state] },
      { head: 'Sted', cell: row => (row.site && sites.get(row.site)) || 'ikke oplyst' },
      { head: 'Har ansvaret', cell: row => (row.holder && names.get(row.holder)) || '–' },
      { head: 'Sendt', cell: row => longDayFrom(dayOf(row.sentAt), day) },
      { head: 'Reference', cell: row => row.reference },
    ],
    rows,
  })
