import { type Kysely, sql } from 'kysely'
import { addDays, type Day, dayOf, daysBetween, isWorkday } from './kernel/clock.ts'
import type { Keys } from './kernel/crypto.ts'
import type { Keeper } from './kernel/keeper.ts'
import { type Random, randomFrom } from './kernel/random.ts'
import { PlainFault } from './kernel/refusal.ts'
import { type InventedCourse, populateCourses } from './rooms/course/populate.ts'
import { diary, tellCourse } from './rooms/course/story.ts'
import { type InventedFamily, populateFamilies } from './rooms/family/populate.ts'
import { populateStaff } from './rooms/govern/index.ts'
import { agreementsForPopulate, type StoredAgreement } from './rooms/programme/index.ts'
import { type InventedReferral, newReference, populateReferrals } from './rooms/referral/populate.ts'
import { tellReferral } from './rooms/referral/story.ts'
import { type House, nationalHouses, syddanmarkHouses } from './synthetic/houses.ts'
import { inventWoman, testWomen } from './synthetic/people.ts'

export const scales = ['demo', 'syddanmark', 'national'] as const
export type Scale = (typeof scales)[number]

interface Plan {
  from: Day
  /** Referrals a year, on a day. */
  perYear(day: Day): number
  /** Held sessions in a course. */
  sessions(random: Random, track: string, cap: number | null): number
  /** Audit rows for each referral: how often a case is looked at while it runs. */
  reads: number
  houses(kysely: Kysely<unknown>, random: Random): Promise<House[]>
}

// Three of four referrals become a course, so a year's target of courses needs a third more referrals.
const startedShare = 0.74
const bySyddanmark = (random: Random, track: string, cap: number | null) =>
  track === 't1'
    ? Math.min(cap ?? 4, random.whole(1, cap ?? 4))
    : track === 't2'
      ? random.whole(5, 9)
      : random.whole(1, 2)

const plans: Record<Scale, Plan> = {
  // One in twenty of the region, so that a newcomer sees a house at work and not a warehouse.
  demo: {
    from: '2024-03-01',
    perYear: day => (day < '2026-06-01' ? 60 : 330),
    sessions: bySyddanmark,
    reads: 2,
    houses: syddanmarkHouses,
  },
  // Just under 500 courses begun from May 2022 to mid-2024 (W03), then on towards 700 a year.
  syddanmark: {
    from: '2022-05-01',
    perYear: day => (day < '2024-09-01' ? 215 : 700) / startedShare,
    sessions: bySyddanmark,
    reads: 8,
    houses: syddanmarkHouses,
  },
  national: {
    from: '2016-11-01',
    perYear: () => 9_000 / startedShare,
    sessions: random => random.whole(4, 18),
    reads: 17,
    houses: nationalHouses,
  },
}

export interface Populated {
  referrals: number
  courses: number
  sessions: number
  auditRows: number
}

const batch = 500

/**
 * Fills a database with invented people and courses, told through the same rules as real ones; the same seed gives the
 * same people and events. `years` goes back that far instead of as far as the scale does. Refuses a database that already
 * holds families.
 */
export const populate = async (
  keeper: Keeper,
  keys: Keys,
  scale: Scale,
  seed: number,
  now: Date,
  years?: number,
): Promise<Populated> => {
  const random = randomFrom(seed)
  const plan = years ? { ...plans[scale], from: addDays(dayOf(now), -365 * years) } : plans[scale]
  const { houses, agreements } = await keeper.asKeeper(async kysely => {
    await refuseFilled(kysely)
    await populateStaff(kysely)
    return {
      houses: await plan.houses(kysely, random.fork('houses')),
      agreements: await agreementsForPopulate(kysely, 'syddanmark'),
    }
  })
  const done: Populated = { referrals: 0, courses: 0, sessions: 0, auditRows: 0 }
  const diaries = new Map<string, ReturnType<typeof diary>>()
  const references = new Set<string>()
  const days = daysOf(random.fork('days'), plan, addDays(dayOf(now), -1))
  const named = scale === 'demo' ? testWomen(dayOf(now)) : []
  // While two batches are written, a core each, the next is invented.
  const lanes = [Promise.resolve(), Promise.resolve()]
  for (let at = 0; at < days.length; at += batch) {
    const part = days.slice(at, at + batch).map((day, n) => {
      const who = days.length - (at + n) <= named.length ? named[days.length - (at + n) - 1] : undefined
      return inventOne(random.fork(String(at + n)), { plan, houses, agreements, diaries, references, now }, day, who)
    })
    const lane = (at / batch) % lanes.length
    await lanes[lane]
    const written = keeper.asKeeper(kysely => write(kysely, keys, random.fork(`batch ${at}`), part, plan.reads, done))
    written.catch(() => undefined) // told where the lane is awaited
    lanes[lane] = written
  }
  await Promise.all(lanes)
  return done
}

const write = async (
  kysely: Kysely<unknown>,
  keys: Keys,
  random: Random,
  part: Invented[],
  reads: number,
  done: Populated,
): Promise<void> => {
  const referrals = part.map(one => one.referral)
  const courses = part.flatMap(one => one.course ?? [])
  await populateFamilies(
    kysely,
    keys,
    part.flatMap(one => one.families),
  )
  await populateReferrals(kysely, referrals)
  await populateCourses(kysely, random, courses)
  const auditRows = await populateAudit(kysely, referrals, reads)
  done.auditRows += auditRows
  done.referrals += part.length
  done.courses += courses.length
  done.sessions += courses.reduce((sum, course) => sum + course.told.sessions.length, 0)
}

const refuseFilled = async (kysely: Kysely<unknown>) => {
  const { rows } = await sql<{ filled: boolean }>`select exists (select from kernel.access) as filled`.execute(kysely)
  if (rows[0]?.filled)
    throw new PlainFault('Databasen har allerede familier. Opdigtede personer lægges kun i en tom database.')
}

/** The day of each referral, in order: working days, with a lull in July and at Christmas. */
const daysOf = (random: Random, plan: Plan, until: Day): Day[] => {
  const days: Day[] = []
  let owed = 0
  for (let at = 0; at <= daysBetween(plan.from, until); at++) {
    const day = addDays(plan.from, at)
    if (!isWorkday(day)) continue
    const month = day.slice(5, 7)
    const season = month === '07' ? 0.55 : month === '12' ? 0.8 : month === '09' ? 1.15 : 1.05
    owed += (plan.perYear(day) / 252) * season * (0.4 + 1.2 * random.next())
    for (; owed >= 1; owed--) days.push(day)
  }
  return days
}

interface Invented {
  families: InventedFamily[]
  referral: InventedReferral
  course: InventedCourse | null
}

interface Setting {
  plan: Plan
  houses: House[]
  agreements: (day: Day) => StoredAgreement
  diaries: Map<string, ReturnType<typeof diary>>
  references: Set<string>
  now: Date
}

const inventOne = (
  random: Random,
  { plan, houses, agreements, diaries, references, now }: Setting,
  sentOn: Day,
  named: ReturnType<typeof inventWoman> | undefined,
): Invented => {
  const house = houses[
    Number(random.weighted(Object.fromEntries(houses.map((h, at) => [String(at), h.weight]))))
  ] as House
  const agreement = agreements(sentOn)
  const referrer = random.pick(house.referrers)
  const counsellor = random.pick(house.counsellors)
  const nextFree = diaries.get(counsellor) ?? diary()
  diaries.set(counsellor, nextFree)
  const track = random.weighted({ t1: 82, t2: 14, t3: 4 })
  const stated = agreement.tracks.find(t => t.key === track)
  const week = random.whole(9, 36)
  const dueDate = addDays(sentOn, 280 - week * 7 + random.whole(0, 6))
  const mode = random.weighted({ physical: 70, phone: 18, video: 12 })
  const consentUntil = addDays(sentOn, 364)
  const clocks = new Map(agreement.clocks.map(c => [c.key, c.weekdays]))
  const id = random.id()
  let course: ReturnType<typeof tellCourse> | undefined
  const told = tellReferral(
    random.fork('referral'),
    {
      referrerOrg: house.senderOrg,
      referrer: referrer.id,
      receiverOrg: house.receiverOrg,
      coordinator: house.coordinator,
      counsellor,
    },
    {
      sentOn,
      now,
      consentUntil,
      feedback: random.weighted({ status: 62, summary: 28, none: 10 }),
      weekdays: clock => clocks.get(clock) ?? 5,
      endsOn: startedOn => {
        course = tellCourse(random.fork('course'), {
          startedOn,
          now,
          sessions: plan.sessions(random, track, stated?.maxSessions ?? null),
          topics: Object.keys(stated?.topics ?? stated?.areas ?? {}),
          mode,
          nextFree,
        })
        return course.endedOn
      },
    },
  )
  const woman = named ?? inventWoman(random, sentOn)
  const language = random.weighted({ da: 88, ar: 4, uk: 2, pl: 2, so: 2, tr: 2 })
  const [senderFamily, receiverFamily] = [random.id(), random.id()]
  const sentAt = new Date(told.rows[0]?.at ?? now)
  const shared = {
    pregnant: woman,
    dueDate,
    site: house.senderSite,
    mayCall: random.chance(0.9),
    mayText: random.chance(0.7) ? true : null,
    bestHours: random.chance(0.5) ? ['9-11'] : ['13-15'],
    language,
    interpreter: language !== 'da' && random.chance(0.6),
    at: sentAt,
  }
  const families: InventedFamily[] = [
    { ...shared, organisation: house.senderOrg, id: senderFamily, person: random.id(), by: referrer.id },
    { ...shared, organisation: house.receiverOrg, id: receiverFamily, person: random.id(), by: house.coordinator },
  ]
  const referral: InventedReferral = {
    id,
    link: random.id(),
    reference: unusedReference(random, references),
    senderFamily,
    receiverFamily,
    programme: agreement.programme,
    agreement: agreement.id,
    track,
    site: house.senderSite,
    mode,
    reasons: [...new Set(Array.from({ length: random.whole(1, 4) }, () => random.pick(agreement.reasons).code))],
    dueDate,
    language,
    interpreter: shared.interpreter,
    referredBy: referrer.words,
    givenOn: sentOn,
    consentUntil,
    told,
  }
  const end = told.rows.find(row => row.verb === 'end')
  const begun = told.rows.find(row => row.verb === 'start')
  const started: InventedCourse | null =
    begun && course
      ? {
          id: random.id(),
          organisation: house.receiverOrg,
          family: receiverFamily,
          referral: id,
          programme: agreement.programme,
          agreement: agreement.id,
          clocks: agreement.clocks,
          track,
          cap: stated?.maxSessions ?? null,
          site: house.senderSite,
          counsellor,
          startedAt: new Date(begun.at),
          endedAt: end ? new Date(end.at) : null,
          endReason: end?.reason?.code ?? null,
          approved: random.chance(0.6),
          told: course,
        }
      : null
  return { families, referral, course: started }
}

/** Within one house no two referrals are called the same. */
const unusedReference = (random: Random, used: Set<string>): string => {
  for (;;) {
    const reference = newReference(below => random.whole(0, below - 1))
    if (used.has(reference)) continue
    used.add(reference)
    return reference
  }
}

/** Reads of each case over the weeks it ran, as pages would have left them. */
const populateAudit = async (
  kysely: Kysely<unknown>,
  referrals: InventedReferral[],
  reads: number,
): Promise<number> => {
  const rows = referrals.map(r => ({
    at: r.told.rows[0]?.at,
    organisation: r.told.referral.receiverOrg,
    staff: r.told.rows.at(-1)?.by.person || r.told.rows[0]?.by.person,
    family: r.receiverFamily,
  }))
  const { numAffectedRows } = await sql`
    insert into kernel.audit (at, organisation, staff, role, purpose, action, what, subjects, request)
    select least(r.at + n * interval '2 days', now()), r.organisation, r.staff, 'counsellor', 'følge et forløb', 'read', 'family', array[r.family], gen_random_uuid()
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(at timestamptz, organisation uuid, staff uuid, family uuid), generate_series(1, ${reads}::int) n`.execute(
    kysely,
  )
  return Number(numAffectedRows ?? 0)
}
