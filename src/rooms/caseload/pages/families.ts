import { html } from 'hono/html'
import {
  dataTable,
  emptyState,
  errorSummary,
  form as formOf,
  type Html,
  submit,
  textInput,
} from '../../../design/index.ts'
import { fullDay, longDay, today } from '../../../kernel/clock.ts'
import type { Db } from '../../../kernel/database.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, again, field, page, type Visit } from '../../../kernel/visit.ts'
import { calledBy, type Family, familiesOf, findFamilies, sameWomen } from '../../family/index.ts'
import { type Colleague, colleagueNames } from '../../govern/index.ts'
import { steps } from '../steps.ts'
import { type Holding, holdingsFor } from '../store.ts'
import { readWanted, type Wanted } from '../wanted.ts'
import { subjectAddress, subjectWords } from '../words.ts'

const most = 25
const title = 'Find en familie'

/** The caller is on the phone: one field, and never in the address, where it would stay in the browser's history. */
const searchBox = (visit: Visit, typed = '', error?: string): Html =>
  formOf(
    { action: '/familier', token: visit.formToken },
    html`${textInput({
      name: 'hvem',
      label: 'Navn, telefon eller fødselsdag',
      hint: 'For eksempel Karla Hansen, 00 00 12 34 eller 7.3.1998. Begyndelsen af navnet er nok.',
      value: typed,
      error,
      autofocus: !error,
      spellcheck: false,
    })}${submit('Find')}`,
  )

const intro = html`<h1>${title}</h1>
<p class="bb-lead">Når nogen ringer: find hende, og se, hvem der har ansvaret. Vi søger kun hos jer selv.</p>`

export const askForCaller = async (visit: Visit): Promise<Answer> => page(title, html`${intro}${searchBox(visit)}`)

export const findCaller = async (visit: Visit): Promise<Answer> => {
  const { db, actor, form, clock } = visit
  const typed = field(form, 'hvem')
  const ways = readWanted(typed, today(clock))
  if (!ways) {
    const message = 'Skriv mindst to bogstaver af navnet, et telefonnummer på otte tal eller en hel fødselsdag.'
    return again(title, html`${errorSummary([{ field: 'hvem', message }])}${intro}${searchBox(visit, typed, message)}`)
  }
  if (actor.shielded)
    return page(
      title,
      html`${intro}${searchBox(visit)}${emptyState('Resultatet er skjult, mens nogen ser med. Vælg Vis alle familier igen, og søg én gang til.')}`,
    )
  const ids = await lookUp(db, ways)
  const same = await sameWomen(db, ids)
  const families = await familiesOf(db, [...ids, ...[...same.values()].flat()])
  const holdings = await holdingsFor(db, [...families.keys()])
  const staff = await colleagueNames(
    db,
    [...holdings.values()].map(one => one.holder),
  )
  // A search that finds nobody is a look into the house as well.
  db.audit('read', 'search', [...families.keys()])
  return page(
    title,
    html`${intro}${searchBox(visit, typed)}${
      families.size === 0
        ? html`<h2>Ingen fundet</h2>${emptyState(
            'Der er ingen hos jer, der passer. Hun kan være kendt et andet sted; det kan vi ikke se herfra, og det er meningen.',
          )}`
        : results(onePerWoman(ids, families, same, holdings), holdings, staff)
    }`,
  )
}

/** Every way at once; when a number and a name together find nobody, the name alone: she may have a new phone. */
const lookUp = async (db: Db, ways: Wanted[]): Promise<Id[]> => {
  const found = new Set<Id>()
  for (const way of ways) for (const id of await findFamilies(db, way)) found.add(id)
  const name = ways[0]?.name
  const more = ways.some(way => way.phone || way.birthDate)
  if (found.size === 0 && name && more) return findFamilies(db, { name })
  return [...found].slice(0, most)
}

interface Found {
  family: Family
  others: number
}

/** A woman with several files stands once, with the file in which help is under way. */
const onePerWoman = (
  ids: Id[],
  families: Map<Id, Family>,
  same: Map<Id, Id[]>,
  holdings: Map<Id, Holding>,
): Found[] => {
  const shown = new Set<Id>()
  return ids.flatMap(id => {
    if (shown.has(id)) return []
    const files = [id, ...(same.get(id) ?? [])].filter(one => families.has(one))
    for (const one of files) shown.add(one)
    const family = families.get(files.find(one => holdings.has(one)) ?? id)
    return family ? [{ family, others: files.length - 1 }] : []
  })
}

const byName = new Intl.Collator('da')

const results = (families: Found[], holdings: Map<Id, Holding>, staff: Map<Id, Colleague>): Html => {
  const sorted = families.toSorted((a, b) => byName.compare(a.family.pregnant.name, b.family.pregnant.name))
  return html`<h2>${families.length === 1 ? 'Én fundet' : `${families.length} fundet`}</h2>
${families.length >= most ? html`<p class="bb-note">Vi viser de første ${most}. Skriv mere af navnet, eller en fødselsdag, for at finde den rigtige.</p>` : ''}
${dataTable<Found>({
  caption: 'Familier, der passer',
  quietCaption: true,
  stack: true,
  columns: [
    {
      head: 'Navn',
      cell: ({ family, others }) =>
        html`<a href="/familier/${family.id}">${calledBy(family.pregnant)}</a>${others === 0 ? '' : html` <small>og ${others === 1 ? 'en sag' : `${others} sager`} mere</small>`}`,
    },
    {
      head: 'Født',
      cell: ({ family: { pregnant } }) => (pregnant.birthDate ? fullDay(pregnant.birthDate) : 'ikke oplyst'),
    },
    {
      head: 'Har ansvaret',
      cell: ({ family }) => {
        const holding = holdings.get(family.id)
        return holding ? (staff.get(holding.holder)?.name ?? 'ikke oplyst') : 'Ingen hjælp i gang'
      },
    },
    {
      head: 'Næste skridt',
      cell: ({ family }) => {
        const holding = holdings.get(family.id)
        if (!holding) return '–'
        return html`${steps[holding.step].promise}, ${longDay(holding.due)}. <a href="${subjectAddress(holding.subject, holding.subjectId)}">Åbn ${subjectWords[holding.subject]}</a>`
      },
    },
  ],
  rows: sorted,
})}`
}
