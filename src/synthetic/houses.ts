import type { Kysely } from 'kysely'
import type { Id } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import { putOrganisation, putSite, putStaff, staffForPopulate } from '../rooms/govern/index.ts'
import names from './danish-names.json' with { type: 'json' }
import municipalities from './municipalities.json' with { type: 'json' }

/** One place that refers and the house that takes its families in. */
export interface House {
  senderOrg: Id
  senderSite: Id
  referrers: { id: Id; words: string }[]
  receiverOrg: Id
  coordinator: Id
  counsellors: Id[]
  /** On which weekdays a counsellor is there, where a roster says so; nobody is bound to days where none does. */
  days: ReadonlyMap<Id, number[]>
  /** Its share of all referrals. */
  weight: number
}

// Births a year at each place: our guess from the totals (the sources give Kolding alone), see the hand-out on demo data.
const births: Record<string, number> = { odense: 3900, kolding: 3500, esbjerg: 2100, aabenraa: 1600, svendborg: 900 }

/** Region Syddanmark's five birth places and Mødrehjælpen's counsellors, from the accounts already there. */
export const syddanmarkHouses = async (kysely: Kysely<unknown>): Promise<House[]> => {
  const { organisations, sites, staff } = await staffForPopulate(kysely)
  const region = organisations.get('region-syddanmark') ?? ''
  const receiver = organisations.get('moedrehjaelpen') ?? ''
  const coordinator = staff.find(s => s.organisation === receiver && s.role === 'coordinator')?.id
  const counsellors = staff.filter(s => s.organisation === receiver && s.role === 'counsellor')
  const referrers = staff.filter(s => s.organisation === region && s.role === 'referrer')
  if (!coordinator) throw new Error('the cast has no coordinator')
  return Object.entries(births).map(([key, weight]) => {
    const site = sites.get(key) ?? ''
    const near = counsellors.filter(c => c.sites.includes(site))
    const own = referrers.filter(r => r.sites.includes(site))
    return {
      senderOrg: region,
      senderSite: site,
      referrers: (own.length > 0 ? own : referrers).map(r => ({
        id: r.id,
        words: `${r.name}, ${r.title.toLowerCase()}`,
      })),
      receiverOrg: receiver,
      coordinator,
      counsellors: (near.length > 0 ? near : counsellors).map(c => c.id),
      days: new Map(),
      weight,
    }
  })
}

/** The same five, with talks only where and when the roster has somebody there: what a visitor looks closely at. */
export const demonstrationHouses = async (kysely: Kysely<unknown>): Promise<House[]> => {
  const houses = await syddanmarkHouses(kysely)
  const { roster } = await staffForPopulate(kysely)
  return houses.map(house => {
    const there = roster.filter(day => day.site === house.senderSite)
    const days = new Map(
      there.map(({ staff }) => [staff, there.filter(day => day.staff === staff).map(day => day.weekday)]),
    )
    return { ...house, counsellors: [...days.keys()], days }
  })
}

const regionNames: Record<string, string> = {
  Hovedstaden: 'region-hovedstaden',
  Sjælland: 'region-sjaelland',
  Syddanmark: 'region-syddanmark',
  Midtjylland: 'region-midtjylland',
  Nordjylland: 'region-nordjylland',
}

/** Ninety-eight invented houses, one in each municipality: for measuring, and said to be invented wherever they show. */
export const nationalHouses = async (kysely: Kysely<unknown>, random: Random): Promise<House[]> => {
  const houses: House[] = []
  const person = () => `${random.pick(names.female)} Test ${random.pick(names.last)}`
  const hire = async (
    organisation: Id,
    site: Id,
    title: string,
    role: 'referrer' | 'counsellor' | 'coordinator',
    at: number,
  ) => {
    const name = person()
    const id = await putStaff(kysely, {
      organisation,
      name,
      title,
      role,
      sites: [site],
      email: `${role}-${at}-${organisation.slice(0, 8)}@example.org`,
      weeklyHours: role === 'counsellor' ? 30 : null,
      startsOn: '2016-01-01',
      synthetic: true,
    })
    return { id, words: `${name}, ${title.toLowerCase()}` }
  }
  for (const [at, m] of municipalities.municipalities.filter(one => one.region).entries()) {
    const key = regionNames[m.region ?? ''] ?? ''
    const region = await putOrganisation(kysely, { key, name: `Region ${m.region}`, kind: 'region' })
    const receiver = await putOrganisation(kysely, {
      key: `opdigtet-${m.code}`,
      name: `Familiehuset i ${m.name} (opdigtet)`,
      kind: 'ngo',
      synthetic: true,
    })
    const senderSite = await putSite(kysely, {
      organisation: region,
      key: `jordemoder-${m.code}`,
      name: `Jordemoderhuset i ${m.name} (opdigtet)`,
      kind: 'clinic',
      municipality: m.code,
    })
    const coordinator = await hire(receiver, senderSite, 'Koordinator', 'coordinator', at)
    const counsellors: Id[] = []
    for (let n = 0; n < 4; n++)
      counsellors.push((await hire(receiver, senderSite, 'Rådgiver', 'counsellor', at * 10 + n)).id)
    houses.push({
      senderOrg: region,
      senderSite,
      referrers: [
        await hire(region, senderSite, 'Jordemoder', 'referrer', at),
        await hire(region, senderSite, 'Jordemoder', 'referrer', 1000 + at),
      ],
      receiverOrg: receiver,
      coordinator: coordinator.id,
      counsellors,
      days: new Map(),
      weight: random.whole(50, 150),
    })
  }
  return houses
}
