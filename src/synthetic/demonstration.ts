import { addDays, addWorkdays, type Day, dayOf, instantOf, isWorkday } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import { hoursPerFamily } from '../rooms/caseload/index.ts'
import type { ToldSession } from '../rooms/course/story.ts'
import { isOpen } from '../rooms/referral/index.ts'
import { type Invented, inventOne, type Setting, type Settled } from './invent.ts'
import type { InventedPerson } from './people.ts'

/** One family the demonstration must have, whatever chance says of the others. */
export interface Scene {
  name: string
  sentOn: Day
  settled: Settled
  fits(one: Invented): boolean
}

const workdaysBefore = (day: Day, count: number): Day => {
  let at = day
  for (let left = count; left > 0; ) {
    at = addDays(at, -1)
    if (isWorkday(at)) left--
  }
  return at
}

/**
 * What the journey in the README and the pages need to show: courses under the first agreement's cap of two, at one and
 * at two; a promise about a call that is broken; a course where a new time should have been found; two new referrals.
 */
export const scenes = ({ houses, now }: Setting): Scene[] => {
  const today = dayOf(now)
  const [odense, kolding] = houses
  const lone = odense?.counsellors[0]
  const ago = (workdays: number) => workdaysBefore(today, workdays)
  const hers = { house: odense, counsellor: lone }
  const capped = (name: string, sentOn: Day, told: [ago: number, state: ToldSession['state']][]): Scene => ({
    name,
    sentOn,
    settled: {
      ...hers,
      track: 't1',
      // Two years on she is expecting again, and has come back for the talks she had left.
      dueDate: addDays(today, 110),
      course: (startedOn, nextFree) => ({
        endedOn: null,
        sessions: [[0, 'noShow'] as const, ...told].map(([workdays, state]) => {
          const { day, time } = nextFree(workdays === 0 ? addWorkdays(startedOn, 4) : ago(workdays))
          const shared = { day, from: instantOf(day, time), minutes: 45, mode: 'phone', partner: false } as const
          return { ...shared, state, topics: state === 'held' ? ['economy'] : [] }
        }),
      }),
    },
    fits: one => one.course !== null,
  })
  const last = (one: Invented) => one.referral.told.rows.at(-1)?.verb
  const due = (one: Invented) => one.referral.told.referral.now.nextStep?.due ?? today
  return [
    capped('one of two', '2024-08-26', [[3, 'held']]),
    capped('two of two', '2024-08-27', [
      [9, 'held'],
      [2, 'held'],
    ]),
    { name: 'not rung', sentOn: ago(9), settled: hers, fits: one => last(one) === 'assign' && due(one) < today },
    {
      name: 'not booked',
      sentOn: ago(30),
      settled: {
        ...hers,
        course: (_, nextFree) => {
          const { day, time } = nextFree(ago(7))
          const talk = { day, from: instantOf(day, time), minutes: 45, mode: 'phone', partner: false } as const
          return { endedOn: null, sessions: [{ ...talk, state: 'held', topics: [] }] }
        },
      },
      fits: one => one.course !== null && one.course.startedAt < instantOf(ago(9), '08:00'),
    },
    {
      name: 'new at Odense',
      sentOn: ago(1),
      settled: { house: odense, track: 't1' },
      fits: one => last(one) === 'receive',
    },
    {
      name: 'new at Kolding',
      sentOn: ago(2),
      settled: { house: kolding, track: 't1' },
      fits: one => last(one) === 'receive',
    },
  ]
}

const keptFree = 2
const hoursADay = 6
const recent = 30
// Of the places that may be taken the older families have no more than this, so that there are new ones too.
const forOlder = 0.7

const isOpenHere = ({ referral, course }: Invented): boolean => {
  const { state, followUp } = referral.told.referral.now
  return course ? course.endedAt === null : isOpen(state) || followUp?.side === 'receiver'
}

/** Keeps two places free at each site and with each counsellor: a newcomer's own referral must find room. */
export const inRoom = (setting: Setting) => {
  const { houses, now } = setting
  const taken = new Map<Id, number>()
  const count = (key: Id) => taken.get(key) ?? 0
  const placesOf = (days: number) => Math.floor((days * hoursADay) / hoursPerFamily) - keptFree
  const places = new Map<Id, number>()
  for (const { senderSite, days } of houses) {
    places.set(senderSite, placesOf([...days.values()].flat().length))
    for (const counsellor of days.keys())
      places.set(counsellor, placesOf(houses.flatMap(house => house.days.get(counsellor) ?? []).length))
  }
  const keys = ({ house, counsellor }: Invented) => [house.senderSite, counsellor]
  const hasRoom = (one: Invented, share: number) =>
    keys(one).every(key => count(key) < Math.floor((places.get(key) ?? 0) * share))
  const keep = (one: Invented): Invented => {
    one.ink()
    if (isOpenHere(one)) for (const key of keys(one)) taken.set(key, count(key) + 1)
    return one
  }
  return {
    must(random: Random, { name, sentOn, settled, fits }: Scene): Invented {
      for (let n = 0; n < 2_000; n++) {
        const one = inventOne(random.fork(String(n)), setting, sentOn, settled)
        if (fits(one)) return keep(one)
      }
      throw new Error(`the demonstration cannot tell of: ${name}`)
    },
    /** Nobody when there is no room: then she was never referred. */
    may(random: Random, sentOn: Day, woman?: InventedPerson): Invented | undefined {
      const share = sentOn < addDays(dayOf(now), -recent) ? forOlder : 1
      for (let n = 0; n < 30; n++) {
        const one = inventOne(random.fork(String(n)), setting, sentOn, { woman })
        if (!isOpenHere(one) || hasRoom(one, share)) return keep(one)
      }
      return undefined
    },
  }
}
