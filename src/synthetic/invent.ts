import { addDays, type Day } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import type { InventedCourse } from '../rooms/course/populate.ts'
import { type CourseSetting, type Diary, diary, type ToldCourse, tellCourse } from '../rooms/course/story.ts'
import type { InventedFamily } from '../rooms/family/populate.ts'
import type { StoredAgreement } from '../rooms/programme/index.ts'
import { type InventedReferral, newReference } from '../rooms/referral/populate.ts'
import { tellReferral } from '../rooms/referral/story.ts'
import type { House } from './houses.ts'
import { type InventedPerson, inventWoman } from './people.ts'

export interface Invented {
  house: House
  counsellor: Id
  families: InventedFamily[]
  referral: InventedReferral
  course: InventedCourse | null
  /** Writes her talks into the counsellor's diary: only for an invented woman who is kept. */
  ink: () => void
}

export interface Setting {
  /** Held sessions in a course. */
  sessions(random: Random, track: string, cap: number | null): number
  houses: House[]
  agreements: (day: Day) => StoredAgreement
  diaries: Map<Id, Diary>
  references: Set<string>
  now: Date
}

/** What is settled beforehand about one invented woman; all else is left to chance. */
export interface Settled {
  woman?: InventedPerson
  house?: House
  counsellor?: Id
  track?: string
  /** Where she is in her pregnancy now, when it is another than the one she was referred in. */
  dueDate?: Day
  course?: (startedOn: Day, nextFree: CourseSetting['nextFree']) => ToldCourse
}

/** One woman, her referral through the machine, and the course it became. */
export const inventOne = (
  random: Random,
  { sessions, houses, agreements, diaries, references, now }: Setting,
  sentOn: Day,
  settled: Settled = {},
): Invented => {
  const house =
    settled.house ??
    (houses[Number(random.weighted(Object.fromEntries(houses.map((h, at) => [String(at), h.weight]))))] as House)
  const agreement = agreements(sentOn)
  const referrer = random.pick(house.referrers)
  const counsellor = settled.counsellor ?? random.pick(house.counsellors)
  const known = diaries.get(counsellor) ?? diary()
  diaries.set(counsellor, known)
  const { nextFree, ink } = known.pencil()
  const track = settled.track ?? random.weighted({ t1: 82, t2: 14, t3: 4 })
  const stated = agreement.tracks.find(t => t.key === track)
  const week = random.whole(9, 36)
  const dueDate = addDays(sentOn, 280 - week * 7 + random.whole(0, 6))
  const mode = random.weighted({ physical: 70, phone: 18, video: 12 })
  const consentUntil = addDays(sentOn, 364)
  const clocks = new Map(agreement.clocks.map(c => [c.key, c.weekdays]))
  const id = random.id()
  let course: ToldCourse | undefined
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
        course =
          settled.course?.(startedOn, nextFree) ??
          tellCourse(random.fork('course'), {
            startedOn,
            now,
            sessions: sessions(random, track, stated?.maxSessions ?? null),
            topics: Object.keys(stated?.topics ?? stated?.areas ?? {}),
            mode,
            onDays: mode === 'physical' ? house.days.get(counsellor) : undefined,
            nextFree,
          })
        return course.endedOn
      },
    },
  )
  const woman = settled.woman ?? inventWoman(random, sentOn)
  const language = random.weighted({ da: 88, ar: 4, uk: 2, pl: 2, so: 2, tr: 2 })
  const [senderFamily, receiverFamily] = [random.id(), random.id()]
  const sentAt = new Date(told.rows[0]?.at ?? now)
  const shared = {
    pregnant: woman,
    dueDate: settled.dueDate ?? dueDate,
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
  return { house, counsellor, families, referral, course: started, ink }
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
