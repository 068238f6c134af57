import { type Kysely, sql } from 'kysely'
import { addDays, type Day, dayOf, daysBetween, isWorkday } from './kernel/clock.ts'
import type { Keys } from './kernel/crypto.ts'
import type { Keeper } from './kernel/keeper.ts'
import { type Random, randomFrom } from './kernel/random.ts'
import { PlainFault } from './kernel/refusal.ts'
import { populateCourses } from './rooms/course/populate.ts'
import { populateFamilies } from './rooms/family/populate.ts'
import { populateStaff } from './rooms/govern/index.ts'
import { agreementsForPopulate } from './rooms/programme/index.ts'
import { type InventedReferral, populateReferrals } from './rooms/referral/populate.ts'
import { populateScreenings } from './rooms/safety/populate.ts'
import { showCompartments } from './synthetic/compartments.ts'
import { inRoom, scenes } from './synthetic/demonstration.ts'
import { demonstrationHouses, type House, nationalHouses, syddanmarkHouses } from './synthetic/houses.ts'
import { type Invented, inventOne, type Setting } from './synthetic/invent.ts'
import { testWomen } from './synthetic/people.ts'

export const scales = ['demo', 'syddanmark', 'national'] as const
export type Scale = (typeof scales)[number]

interface Plan {
  from: Day
  /** Referrals a year, on a day. */
  perYear(day: Day): number
  sessions: Setting['sessions']
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
    houses: demonstrationHouses,
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
  screenings: number
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
  const done: Populated = { referrals: 0, courses: 0, sessions: 0, screenings: 0, auditRows: 0 }
  const days = daysOf(random.fork('days'), plan, addDays(dayOf(now), -1))
  const setting: Setting = { ...plan, houses, agreements, diaries: new Map(), references: new Set(), now }
  const tell = scale === 'demo' ? demonstrated(random, setting, days) : all(random, setting, days)
  // While two batches are written, a core each, the next is invented.
  const lanes = [Promise.resolve(), Promise.resolve()]
  for (let at = 0; ; at++) {
    const part = take(tell, batch)
    if (part.length === 0) break
    const lane = at % lanes.length
    await lanes[lane]
    const written = keeper.asKeeper(kysely =>
      write(kysely, keys, random.fork(`batch ${at}`), part, { reads: plan.reads, now }, done),
    )
    written.catch(() => undefined) // told where the lane is awaited
    lanes[lane] = written
  }
  await Promise.all(lanes)
  if (scale === 'demo')
    await keeper.asKeeper(kysely => showCompartments(kysely, keys, random.fork('compartments'), now))
  return done
}

const take = (from: Generator<Invented>, most: number): Invented[] => {
  const part: Invented[] = []
  while (part.length < most) {
    const next = from.next()
    if (next.done) break
    part.push(next.value)
  }
  return part
}

/** A woman a referral. */
function* all(random: Random, setting: Setting, days: Day[]): Generator<Invented> {
  for (const [at, day] of days.entries()) {
    const one = inventOne(random.fork(String(at)), setting, day)
    one.ink()
    yield one
  }
}

/** First those whom the demonstration needs, then the others, as long as there is room for them and two more. */
function* demonstrated(random: Random, setting: Setting, days: Day[]): Generator<Invented> {
  const room = inRoom(setting)
  for (const scene of scenes(setting)) yield room.must(random.fork(scene.name), scene)
  const named = testWomen(dayOf(setting.now))
  for (const [at, day] of days.entries()) {
    const one = room.may(random.fork(String(at)), day, named[days.length - 1 - at])
    if (one) yield one
  }
}

const write = async (
  kysely: Kysely<unknown>,
  keys: Keys,
  random: Random,
  part: Invented[],
  { reads, now }: { reads: number; now: Date },
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
  done.screenings += await populateScreenings(
    kysely,
    random.fork('asked'),
    part.flatMap(({ families: [asked] }) => (asked ? [{ ...asked, family: asked.id }] : [])),
    now,
  )
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

/** Reads of each case over the weeks it ran, as pages would have left them. */
const populateAudit = async (
  kysely: Kysely<unknown>,
  referrals: InventedReferral[],
  reads: number,
): Promise<number> => {
  // Who looked is a colleague of the house the trail belongs to: a referral nobody there has touched has no looks.
  const rows = referrals
    .map(r => ({
      at: r.told.rows[0]?.at,
      organisation: r.told.referral.receiverOrg,
      staff: r.told.rows.findLast(({ by }) => by.org === r.told.referral.receiverOrg && by.person)?.by.person,
      family: r.receiverFamily,
    }))
    .filter(({ staff }) => staff)
  const { numAffectedRows } = await sql`
    insert into kernel.audit (at, organisation, staff, role, purpose, action, what, subjects, request)
    select least(r.at + n * interval '2 days', now()), r.organisation, r.staff, 'counsellor', 'følge et forløb', 'read', 'family', array[r.family], gen_random_uuid()
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(at timestamptz, organisation uuid, staff uuid, family uuid), generate_series(1, ${reads}::int) n`.execute(
    kysely,
  )
  return Number(numAffectedRows ?? 0)
}
