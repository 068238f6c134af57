import { type Kysely, sql } from 'kysely'
import { type Day, dayOf, isDay } from '../../kernel/clock.ts'
import { type Data, type RecordType, recordTypes } from '../../kernel/data.ts'
import type { Id } from '../../kernel/ids.ts'

export interface Keeping {
  months: number
  source: string
  /** Handed over to the public archive before it may be erased. */
  archiveFirst?: true
}

/** How long a record is kept where the organisation has not said otherwise. */
const byKind: [RegExp, Keeping][] = [
  [/region|hospital/, { months: 120, source: 'journalføringsbekendtgørelsen: 10 år efter sidste notat (R-41)' }],
  [/kommune/, { months: 60, source: 'autoriserede: 5 år (R-41)', archiveFirst: true }],
]
const otherwise: Keeping = { months: 60, source: 'organisationens praksis: 5 år efter afslutning (R-41)' }

const records: Partial<Record<RecordType, Keeping>> = {
  draft: { months: 1, source: 'kladder slettes af sig selv' },
  technical: { months: 1, source: 'tekniske rækker slettes af sig selv' },
  log: { months: 60, source: 'loggen gemmes i 5 år' },
  staff: { months: 60, source: 'til 5 år efter ansættelsens ophør' },
}

/** The usual time of keeping for a kind of organisation and a kind of record. */
export const usualKeeping = (organisationKind: string, record: RecordType): Keeping | undefined =>
  record === 'rules'
    ? undefined
    : (records[record] ?? byKind.find(([kind]) => kind.test(organisationKind))?.[1] ?? otherwise)

/** The same day so many months later, or the last day of a month that is too short. */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = year * 12 + (month - 1) + months
  const stem = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
  for (let last = date; ; last--) {
    const found = `${stem}-${String(last).padStart(2, '0')}`
    if (isDay(found)) return found
  }
}

/** The first day on which a record that nothing has happened in since may be erased. */
export const dueOn = (last: Day, { months }: Keeping): Day => addMonths(last, months)

export interface CaseFacts {
  open: boolean
  last: Day
  hold: boolean
  archived: boolean
}

/** What stands in the way of erasing a case, in Danish; nothing when it may go. `byTime`: because its time is over. */
export const standsInTheWay = (one: CaseFacts, keeping: Keeping, today: Day, byTime: boolean): string[] => [
  ...(one.open ? ['Hjælpen er i gang. Afslut sagen først.'] : []),
  ...(one.hold ? ['Sagen er holdt tilbage fra sletning.'] : []),
  ...(keeping.archiveFirst && !one.archived ? ['Sagen skal afleveres til arkivet først.'] : []),
  ...(byTime && dueOn(one.last, keeping) > today ? ['Tiden er ikke gået endnu.'] : []),
]

/** The times of keeping at one organisation, its own before the usual. */
export const keepingAt = async (
  kysely: Kysely<unknown>,
  organisation: Id,
): Promise<{ kind: string; of(record: RecordType): Keeping | undefined }> => {
  const { rows } = await sql<{ kind: string }>`select kind from govern.organisation where id = ${organisation}`.execute(
    kysely,
  )
  const own = await sql<{ record: string; months: number; source: string }>`
    select distinct on (record) record, months, source from govern.retention where organisation = ${organisation} order by record, at desc`.execute(
    kysely,
  )
  const kind = rows[0]?.kind ?? ''
  return {
    kind,
    of: record => {
      const usual = usualKeeping(kind, record)
      const set = own.rows.find(row => row.record === record)
      return set && usual ? { ...usual, months: set.months, source: set.source } : usual
    },
  }
}

/** What a case looks like to the one who would erase it. Runs as the keeper, or as whoever sees all of the case. */
export const caseFacts = async (kysely: Kysely<unknown>, data: Data, organisation: Id): Promise<Map<Id, CaseFacts>> => {
  const cases = Object.entries(data).filter(([, one]) => one.case && one.keep === 'case')
  const moments = cases.flatMap(([table, one]) =>
    one.moment
      ? [
          sql`select ${sql.ref(one.case ?? '')} as family, ${sql.ref(one.moment)} as at, ${one.open ?? false}::boolean as open from ${sql.table(table)} where organisation = ${organisation}`,
        ]
      : [],
  )
  const { rows } = await sql<{ family: Id; last: Date; open: boolean }>`
    select family, max(at) as last, bool_or(open) as open from (${sql.join(moments, sql` union all `)}) m group by family`.execute(
    kysely,
  )
  const marks = await sql<{ family: Id; kind: string; stands: boolean }>`
    select distinct on (family, kind) family, kind, stands from govern.case_mark where organisation = ${organisation}
    order by family, kind, nth desc`.execute(kysely)
  const marked = (family: Id, kind: string) =>
    marks.rows.some(mark => mark.family === family && mark.kind === kind && mark.stands)
  return new Map(
    rows.map(({ family, last, open }) => [
      family,
      { open, last: dayOf(last), hold: marked(family, 'hold'), archived: marked(family, 'archived') },
    ]),
  )
}

/** Proposes what is due, as the keeper: nothing is erased by it. Returns how many are on the list now. */
export const proposeDue = async (kysely: Kysely<unknown>, data: Data, organisation: Id, now: Date): Promise<number> => {
  const keeping = (await keepingAt(kysely, organisation)).of('case')
  if (!keeping) return 0
  const due = [...(await caseFacts(kysely, data, organisation))].filter(
    ([, one]) => !one.open && !one.hold && dueOn(one.last, keeping) <= dayOf(now),
  )
  await sql`delete from govern.retention_due where organisation = ${organisation}`.execute(kysely)
  for (const [family, one] of due)
    await sql`insert into govern.retention_due (organisation, family, due_on, at)
      values (${organisation}, ${family}, ${dueOn(one.last, keeping)}, ${now})`.execute(kysely)
  return due.length
}

export const keptFor = (record: RecordType, keeping: Keeping | undefined): string =>
  `${recordTypes[record]}: ${keeping ? `${keeping.months % 12 === 0 ? `${keeping.months / 12} år` : `${keeping.months} måned${keeping.months === 1 ? '' : 'er'}`} (${keeping.source})${keeping.archiveFirst ? ', efter aflevering til arkivet' : ''}` : 'så længe aftalen gælder'}`
