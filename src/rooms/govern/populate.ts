import { type Kysely, sql } from 'kysely'
import { type BulkRow, bulkInsert } from '../../kernel/bulk.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'
import { putRosterDay, putStaff, type StaffRole } from './staff.ts'

interface DemoPerson {
  name: string
  title: string
  role: StaffRole
  organisation: string
  sites: string[]
  weeklyHours: number | null
  /** Weekday 1 = Monday, and site key: where she is, 08:30-14:30. */
  days?: [number, string][]
}

/** The cast of the demonstration. Everybody is invented, and "Test" stands in every name. */
const cast: DemoPerson[] = [
  {
    name: 'Karen Test Vang',
    title: 'Jordemoder',
    role: 'referrer',
    organisation: 'region-syddanmark',
    sites: ['odense'],
    weeklyHours: null,
  },
  {
    name: 'Mette Test Juhl',
    title: 'Jordemoder',
    role: 'referrer',
    organisation: 'region-syddanmark',
    sites: ['kolding'],
    weeklyHours: null,
  },
  {
    name: 'Bente Test Friis',
    title: 'Koordinator',
    role: 'coordinator',
    organisation: 'moedrehjaelpen',
    sites: [],
    weeklyHours: 10,
  },
  {
    name: 'Lone Test Holm',
    title: 'Rådgiver',
    role: 'counsellor',
    organisation: 'moedrehjaelpen',
    sites: ['odense', 'svendborg'],
    weeklyHours: 30,
    days: [
      [2, 'odense'],
      [3, 'odense'],
      [4, 'svendborg'],
    ],
  },
  {
    name: 'Grete Test Lund',
    title: 'Rådgiver',
    role: 'counsellor',
    organisation: 'moedrehjaelpen',
    sites: ['kolding'],
    weeklyHours: 22,
    days: [[4, 'kolding']],
  },
  {
    name: 'Hanne Test Krogh',
    title: 'Rådgiver',
    role: 'counsellor',
    organisation: 'moedrehjaelpen',
    sites: ['esbjerg'],
    weeklyHours: 22,
    days: [[1, 'esbjerg']],
  },
  {
    name: 'Ida Test Bech',
    title: 'Rådgiver',
    role: 'counsellor',
    organisation: 'moedrehjaelpen',
    sites: ['aabenraa'],
    weeklyHours: 22,
    days: [[5, 'aabenraa']],
  },
  {
    name: 'Jonna Test Skov',
    title: 'Rådgiver',
    role: 'counsellor',
    organisation: 'moedrehjaelpen',
    sites: ['odense', 'svendborg'],
    weeklyHours: 15,
    days: [[3, 'svendborg']],
  },
  {
    name: 'Pernille Test Dahl',
    title: 'Programleder',
    role: 'programmeLeader',
    organisation: 'moedrehjaelpen',
    sites: [],
    weeklyHours: null,
  },
  {
    name: 'Arne Test Møller',
    title: 'Administrator',
    role: 'administrator',
    organisation: 'moedrehjaelpen',
    sites: [],
    weeklyHours: null,
  },
  {
    name: 'Dorte Test Winther',
    title: 'Databeskyttelsesrådgiver',
    role: 'dataProtectionOfficer',
    organisation: 'moedrehjaelpen',
    sites: [],
    weeklyHours: null,
  },
  {
    name: 'Rikke Test Bang',
    title: 'Databeskyttelsesrådgiver',
    role: 'dataProtectionOfficer',
    organisation: 'region-syddanmark',
    sites: [],
    weeklyHours: null,
  },
]

/** Five counsellors are 3 full-time posts of 37 hours (111 hours a week), as the agreement's own figures say. */
export const populateStaff = async (kysely: Kysely<unknown>): Promise<void> => {
  const tables = kysely as Kysely<Schema>
  const { rows: known } = await sql`select from govern.staff limit 1`.execute(kysely)
  if (known.length > 0) return
  const organisations = new Map(
    (await tables.selectFrom('govern.organisation').select(['id', 'key']).execute()).map(o => [o.key, o.id]),
  )
  const sites = new Map(
    (await tables.selectFrom('govern.site').select(['id', 'key']).execute()).map(s => [s.key, s.id]),
  )
  const must = (found: Map<string, Id>, key: string): Id => {
    const id = found.get(key)
    if (!id) throw new Error(`the programme files name no ${key}`)
    return id
  }
  for (const person of cast) {
    const organisation = must(organisations, person.organisation)
    const staff = await putStaff(kysely, {
      organisation,
      name: person.name,
      title: person.title,
      role: person.role,
      sites: person.sites.map(key => must(sites, key)),
      email: `${person.name.split(' ')[0]?.toLowerCase()}@example.org`,
      weeklyHours: person.weeklyHours,
      startsOn: '2022-05-01',
      synthetic: true,
    })
    for (const [weekday, site] of person.days ?? [])
      await putRosterDay(kysely, organisation, {
        staff,
        site: must(sites, site),
        weekday,
        starts: '08:30',
        ends: '14:30',
        room: null,
      })
  }
}

/** The people of the demonstration who get a sign-in link: one a role, in the order of the journey. */
export const demoStaff = async (
  kysely: Kysely<unknown>,
): Promise<{ id: Id; organisation: Id; name: string; title: string }[]> => {
  const wanted = cast
    .filter((person, at) => cast.findIndex(other => other.role === person.role) === at)
    .map(person => person.name)
  const rows = await (kysely as Kysely<Schema>)
    .selectFrom('govern.staff')
    .select(['id', 'organisation', 'name', 'title'])
    .where('synthetic', '=', true)
    .where('name', 'in', wanted)
    .execute()
  return rows.sort((a, b) => wanted.indexOf(a.name) - wanted.indexOf(b.name))
}

/** Everybody of the demonstration, with the key of her house; for its own sign-in. */
export const allDemoStaff = async (
  kysely: Kysely<unknown>,
): Promise<{ id: Id; organisation: Id; organisationKey: string; name: string; title: string }[]> =>
  (kysely as Kysely<Schema>)
    .selectFrom('govern.staff as s')
    .innerJoin('govern.organisation as o', 'o.id', 's.organisation')
    .select(['s.id', 's.organisation', 'o.key as organisationKey', 's.name', 's.title'])
    .where('s.synthetic', '=', true)
    .where(
      's.name',
      'in',
      cast.map(person => person.name),
    )
    .orderBy('s.name')
    .execute()

/** What populate needs of the houses there are, as the keeper. */
export const staffForPopulate = async (kysely: Kysely<unknown>) => {
  const tables = kysely as Kysely<Schema>
  const organisations = await tables.selectFrom('govern.organisation').select(['id', 'key']).execute()
  const sites = await tables.selectFrom('govern.site').select(['id', 'key']).execute()
  const staff = await tables
    .selectFrom('govern.staff')
    .select(['id', 'organisation', 'name', 'title', 'role', 'sites'])
    .execute()
  const roster = await tables
    .selectFrom('govern.roster')
    .select(['staff', 'site', 'weekday'])
    .orderBy('weekday')
    .execute()
  return {
    roster,
    organisations: new Map(organisations.map(o => [o.key, o.id])),
    sites: new Map(sites.map(s => [s.key, s.id])),
    staff,
  }
}

/** Invented consents, as the keeper puts them in; the database opens by them what they open. */
export const populateConsents = (kysely: Kysely<unknown>, rows: BulkRow[]): Promise<void> =>
  bulkInsert(kysely, 'govern.consent', rows)
export const populateConsentEnds = (kysely: Kysely<unknown>, rows: BulkRow[]): Promise<void> =>
  bulkInsert(kysely, 'govern.consent_end', rows)
