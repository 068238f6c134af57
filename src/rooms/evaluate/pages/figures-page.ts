import { html } from 'hono/html'
import {
  type Count,
  dataTable,
  funnel,
  keyFigure,
  monthLine,
  number,
  type Origin,
  originLine,
  targetBars,
} from '../../../design/index.ts'
import { addDays, addWorkdays, type Day, fullDay, today } from '../../../kernel/clock.ts'
import { type Answer, type Html, page, type Visit } from '../../../kernel/visit.ts'
import { sitesOf } from '../../govern/index.ts'
import { programmeByKey, type StoredAgreement, type StoredProgramme } from '../../programme/index.ts'
import {
  type Funnel,
  funnelOf,
  type Held,
  heldFamilies,
  type StartedCell,
  startedCells,
  unanswered,
  type Wait,
  waitingOf,
  waitsForContact,
  waitsForStart,
} from '../figures.ts'
import { type Gated, gate, gateMedian, gateParts, gateTogether, threshold } from '../gate.ts'
import { quartersBetween, sumBy, type TargetLine, targetLines } from '../targets.ts'

const source = 'Brobyggers egne hændelser'
const toCount = (cell: Gated): Count => (cell.shown ? cell.value : 'hidden')

interface Figures {
  cells: StartedCell[]
  contact: Wait[]
  start: Wait[]
  funnel: Funnel
  unanswered: number
  held: Held
}

/** Targets against actual, waiting, and what has gone unanswered: the page a programme leader reports from. */
export const showFigures = async (visit: Visit): Promise<Answer> => {
  const programme = await programmeByKey(visit.db, visit.params.key ?? '')
  const sites = new Map((await sitesOf(visit.db)).map(site => [site.id, site.name]))
  const on = today(visit.clock)
  const since = addDays(on, -365)
  const contactClock = programme.clocks.find(clock => clock.key === 'contact')?.weekdays ?? 5
  const figures = await visit.statistics(async statistics => ({
    cells: await startedCells(statistics, programme.key),
    contact: await waitsForContact(statistics, programme.key, since),
    start: await waitsForStart(statistics, programme.key, since),
    funnel: await funnelOf(statistics, programme.key, since),
    unanswered: await unanswered(statistics, programme.key, lateSince(on, contactClock)),
    held: await heldFamilies(statistics, programme.key),
  }))
  return page(`Mål og tal: ${programme.shortName}`, body(programme, sites, figures, on, since, contactClock))
}

/** The last day of sending for which the promise is broken today. */
const lateSince = (on: Day, workdays: number): Day => {
  let day = on
  while (addWorkdays(day, workdays) >= on) day = addDays(day, -1)
  return day
}

const body = (
  programme: StoredProgramme,
  sites: Map<string, string>,
  figures: Figures,
  on: Day,
  since: Day,
  clock: number,
): Html => {
  const origin = (more: Partial<Origin> & { unit: string }): Origin => ({ source, date: fullDay(on), ...more })
  const way = wayOf(figures)
  return html`<p class="bb-note"><a href="/programmer/${programme.key}">${programme.name}</a></p>
    <h1>Mål og tal</h1>
    <p class="bb-lead">Hvad er nået, og hvad er ikke. Tallene viser, hvad der er sket; de siger ikke, hvad der er en virkning af indsatsen.</p>
    <p class="bb-note">Antal under ${threshold} personer vises ikke. Hvor et enkelt lille tal kunne regnes ud af de andre, er ét mere skjult.</p>
    <section aria-labelledby="ingen-tabt"><h2 id="ingen-tabt">Ingen er tabt</h2>${nobodyLost(figures, clock, origin)}</section>
    <section aria-labelledby="maal"><h2 id="maal">Mål og faktisk, for hver aftale og hvert spor</h2>${targets(programme, figures, on, origin)}</section>
    <section aria-labelledby="kvartaler"><h2 id="kvartaler">Begyndte forløb, kvartal for kvartal</h2>${quarters(figures, on, origin)}<p class="bb-note">Måltal for hvert kvartal: ikke oplyst i aftalerne.</p></section>
    <section aria-labelledby="steder"><h2 id="steder">Begyndte forløb, sted for sted</h2>${bySite(figures, sites, origin)}<p class="bb-note">Måltal for hvert sted: ikke oplyst i aftalerne.</p></section>
    <section aria-labelledby="ventetid"><h2 id="ventetid">Ventetid det seneste år</h2>${waitingTimes(figures, way, sites, programme, since, origin)}</section>
    <section aria-labelledby="vejen"><h2 id="vejen">Vejen fra henvisning til forløb det seneste år</h2>${journey(way, since, origin)}</section>`
}

type Way = Record<keyof Funnel | 'contactBehind' | 'startBehind', Gated>
const people = (waits: Wait[]) => waits.reduce((sum, wait) => sum + wait.people, 0)

/** The totals about the last year's referrals, in both sections: what is hidden in one is hidden in the other. */
const wayOf = ({ funnel: reached, contact, start }: Figures): Way => {
  const counts = { ...reached, contactBehind: people(contact), startBehind: people(start) }
  const shown = gateTogether(Object.values(counts))
  return Object.fromEntries(Object.keys(counts).map((key, at) => [key, shown[at] ?? { shown: false }])) as Way
}

type MakeOrigin = (more: Partial<Origin> & { unit: string }) => Origin

/** Families without a holder are a broken promise of ours, not a fact about people: exact, and nought is the answer. */
const nobodyLost = ({ held, unanswered: late }: Figures, clock: number, origin: MakeOrigin): Html => html`
  ${keyFigure({
    value: number(held.withoutHolder),
    text: 'familier uden ansvarlig',
    origin: origin({
      unit: 'familier med en åben henvisning eller et forløb i gang',
      denominator: toCount(gate(held.open)),
      numerator: held.withoutHolder,
    }),
  })}
  ${keyFigure({
    value: late >= threshold ? number(late) : 'under 5',
    text: 'henvisninger, hvor ingen har talt med hende inden fristen',
    origin: origin({ unit: `åbne henvisninger, sendt for mere end ${clock} hverdage siden, uden kontakt` }),
  })}`

const targets = (programme: StoredProgramme, { cells }: Figures, on: Day, origin: MakeOrigin): Html => {
  const lines = targetLines(programme.agreements, cells, on)
  const byAgreement = Map.groupBy(lines, line => line.agreement)
  return html`${[...byAgreement].map(([agreement, own]) => {
    const shown = gateParts(own.map(line => line.started))
    return html`<h3>${agreement.name}</h3>${targetBars({
      caption: `Begyndte forløb under ${agreement.name}`,
      what: 'Spor',
      rows: own.map((line, at) => ({
        label: line.name,
        actual: toCount(shown[at] ?? { shown: false }),
        target: line.target?.from ?? null,
      })),
      origin: origin({
        unit: 'begyndte forløb',
        leftOut: [leftOut(own), before(agreement, cells)].filter(Boolean).join('. '),
      }),
    })}
    ${dataTable<TargetLine>({
      caption: 'Måltallet, som aftalen siger det',
      columns: [
        { head: 'Spor', cell: line => line.name },
        { head: 'Aftalen siger', cell: line => line.statement },
        { head: 'Det svarer til indtil nu', cell: line => soFar(line) },
      ],
      rows: own,
      stack: true,
    })}
    ${agreement.targets?.length ? html`<p class="bb-src">For hele aftalen: ${agreement.targets.map(target => `${target.amount.from === target.amount.to ? target.amount.from : `${target.amount.from}–${target.amount.to}`} ${target.per === 'year' ? 'om året' : 'i perioden'}`).join('; ')}. Kilde: ${titleOf(programme, agreement.source)}. Kilden fordeler det ikke på spor.</p>` : ''}`
  })}`
}

/** The document's own name, never our key of it. */
const titleOf = ({ sources }: StoredProgramme, key: string): string => {
  const source = sources.find(one => one.key === key)?.value
  return source?.title ?? source?.publisher ?? 'ikke oplyst'
}

/** Our own numbers may begin later than the agreement: what went before is not nought. */
const before = ({ from }: StoredAgreement, cells: StartedCell[]): string | undefined => {
  const first = cells.map(cell => cell.quarter).toSorted()[0]
  if (!first || !from) return undefined
  const agreed = `${from.from.slice(0, 4)}-Q${Math.ceil(Number(from.from.slice(5, 7)) / 3)}`
  return agreed < first ? `Vores tal begynder i ${quarterWords(first)}. Hvad der skete før, er ikke oplyst` : undefined
}

const quarterWords = (quarter: string): string => quarter.replace(/(\d+)-Q(\d)/, '$2. kvartal $1')

const soFar = ({ target }: TargetLine): string =>
  !target
    ? 'ikke oplyst'
    : target.from === target.to
      ? number(target.from)
      : `${number(target.from)}–${number(target.to)}`

const leftOut = (lines: TargetLine[]): string => {
  const units = new Set(lines.flatMap(line => line.unit ?? []))
  return units.size > 0
    ? `Måltallet er aftalens tal for et år gange den tid, den har gjaldt. Aftalen tæller ${[...units].join(' og ')}; her tælles forløb`
    : 'Aftalen nævner intet måltal for sporene'
}

const quarters = ({ cells }: Figures, on: Day, origin: MakeOrigin): Html => {
  const sums = sumBy(cells, 'quarter')
  const first = [...sums.keys()].toSorted()[0]
  if (!first) return html`<p>Intet forløb er begyndt endnu.</p>`
  const last = `${on.slice(0, 4)}-Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
  const all = quartersBetween(first, last)
  const shown = gateParts(all.map(quarter => sums.get(quarter) ?? 0))
  return monthLine({
    id: 'kvartal',
    title: 'Begyndte forløb i hvert kvartal',
    months: all.map((quarter, at) => ({
      month: quarter.replace(/(\d+)-Q(\d)/, '$2. kv. $1'),
      value: toCount(shown[at] ?? { shown: false }),
    })),
    period: { head: 'Kvartal', plural: 'kvartaler' },
    origin: origin({ unit: 'begyndte forløb', leftOut: 'Det seneste kvartal er ikke slut' }),
  })
}

const bySite = ({ cells }: Figures, sites: Map<string, string>, origin: MakeOrigin): Html => {
  const rows = [...sumBy(cells, 'site')].map(([id, started]) => ({
    name: sites.get(id) ?? 'sted ikke oplyst',
    started,
  }))
  const shown = gateParts(rows.map(row => row.started))
  const order = new Intl.Collator('da')
  return html`${dataTable({
    caption: 'Begyndte forløb, sted for sted',
    quietCaption: true,
    columns: [
      { head: 'Sted', cell: (row: { name: string; value: Count }) => row.name },
      {
        head: 'Begyndte forløb',
        numeric: true,
        cell: row => (row.value === 'hidden' ? 'skjult' : number(row.value ?? 0)),
      },
    ],
    rows: rows
      .map((row, at) => ({ name: row.name, value: toCount(shown[at] ?? { shown: false }) }))
      .toSorted((a, b) => order.compare(a.name, b.name)),
  })}${originLine(origin({ unit: 'begyndte forløb siden første aftale' }))}`
}

interface WaitLine {
  name: string
  behind: Gated
  median: string
  ninety: string
  promise: string
}

const waitLine = (name: string, waits: Wait[], promise: string): WaitLine => {
  const { behind, median, ninety } = waitingOf(waits)
  const days = (value: number | null) => {
    const cell = gateMedian(value, behind)
    return cell.shown ? workdays(cell.value) : 'skjult'
  }
  return { name, behind: gate(behind), median: days(median), ninety: days(ninety), promise }
}

const workdays = (count: number): string => (count === 1 ? '1 hverdag' : `${number(count)} hverdage`)

/** Waiting in the days the promise is counted in: for all, and for each place where enough have waited to say it. */
const waitingTimes = (
  { contact, start }: Figures,
  way: Way,
  sites: Map<string, string>,
  { clocks }: StoredProgramme,
  since: Day,
  origin: MakeOrigin,
): Html => {
  const promised = clocks.find(clock => clock.key === 'contact')?.weekdays
  const promise = promised === undefined ? 'ikke oplyst' : `${workdays(promised)} til første kontakt`
  const order = new Intl.Collator('da')
  const places = [...new Set(contact.map(wait => wait.site))]
    .map(id => ({ id, name: (id && sites.get(id)) || 'sted ikke oplyst' }))
    .toSorted((a, b) => order.compare(a.name, b.name))
  // One hidden place could be taken from the total: then one more is hidden.
  const shown = gateParts(
    places.map(({ id }) => people(contact.filter(wait => wait.site === id))),
    way.contactBehind.shown,
  )
  const atPlaces = places.map(({ id, name }, at) => {
    const line = waitLine(
      `Første kontakt, ${name}`,
      contact.filter(wait => wait.site === id),
      promise,
    )
    return shown[at]?.shown ? line : { ...line, behind: { shown: false } as const, median: 'skjult', ninety: 'skjult' }
  })
  return html`${dataTable<WaitLine>({
    caption: 'Ventetid i hverdage, fra henvisningen blev sendt',
    columns: [
      { head: 'Til', cell: line => line.name },
      { head: 'Halvdelen ventede højst', numeric: true, cell: line => line.median },
      { head: 'Ni af ti ventede højst', numeric: true, cell: line => line.ninety },
      { head: 'Antal', numeric: true, cell: line => (line.behind.shown ? number(line.behind.value) : 'skjult') },
      { head: 'Løfte', cell: line => line.promise },
    ],
    rows: [
      { ...waitLine('Første kontakt, alle steder', contact, promise), behind: way.contactBehind },
      ...atPlaces,
      { ...waitLine('Forløbet begyndte, alle steder', start, 'ikke oplyst fra henvisningen'), behind: way.startBehind },
    ],
    stack: true,
  })}${originLine(origin({ unit: `henvisninger sendt siden ${fullDay(since)}`, leftOut: 'De, der stadig venter, er ikke med: den rigtige ventetid er længere' }))}`
}

const journey = (way: Way, since: Day, origin: MakeOrigin): Html => {
  const steps: [string, Gated, boolean][] = [
    ['Henvist', way.sent, false],
    ['Talt med hende', way.contacted, true],
    ['Sagt ja til at hjælpe', way.accepted, true],
    ['Forløb begyndt', way.started, true],
    ['Forløb afsluttet', way.ended, true],
  ]
  return funnel({
    caption: 'Vejen fra henvisning til forløb',
    unit: 'Henvisninger',
    steps: steps.map(([label, value, open]) => ({ label, value: toCount(value), open })),
    origin: origin({ unit: `henvisninger sendt siden ${fullDay(since)}`, leftOut: 'Nogle er stadig på vej' }),
  })
}
