import { addWorkdays, type Day, instantOf, weekday } from '../../kernel/clock.ts'
import type { Random } from '../../kernel/random.ts'

export interface ToldSession {
  day: Day
  from: Date
  minutes: number
  mode: 'physical' | 'video' | 'phone'
  state: 'held' | 'noShow' | 'planned'
  topics: string[]
  partner: boolean
}

export interface ToldCourse {
  sessions: ToldSession[]
  /** The last day when the course is over, else null: it goes on. */
  endedOn: Day | null
}

export interface CourseSetting {
  startedOn: Day
  now: Date
  /** Held sessions that end it: two under a cap of two, more where no cap is stated. */
  sessions: number
  topics: string[]
  mode: 'physical' | 'video' | 'phone'
  /** Weekdays she is at the place where they meet; left out where any working day will do. */
  onDays?: readonly number[]
  /** The counsellor's first free hour on or after a day: she is in one place at a time. */
  nextFree: (from: Day, onDays?: readonly number[]) => { day: Day; time: string }
}

/** One counsellor's days of six hours, each given away once. */
export interface Diary {
  /** Finds hours for one course; they are taken when it is written in ink. */
  pencil(): { nextFree: CourseSetting['nextFree']; ink(): void }
}

export const diary = (): Diary => {
  const taken = new Map<Day, number>()
  return {
    pencil() {
      const hers = new Map<Day, number>()
      const used = (day: Day) => (taken.get(day) ?? 0) + (hers.get(day) ?? 0)
      return {
        nextFree(from, onDays) {
          let day = from
          while (used(day) >= hours.length || (onDays && !onDays.includes(weekday(day)))) day = addWorkdays(day, 1)
          const time = hours[used(day)] ?? '08:30'
          hers.set(day, (hers.get(day) ?? 0) + 1)
          return { day, time }
        },
        ink() {
          for (const [day, count] of hers) taken.set(day, (taken.get(day) ?? 0) + count)
        },
      }
    },
  }
}
const hours = ['08:30', '09:30', '10:30', '11:30', '12:30', '13:30']

// One in eight appointments is not kept: our guess, said as such wherever synthetic data are shown.
const noShowShare = 0.12
// And after one in eight no new time was found at once: then finding one is the next step.
const notBookedShare = 0.12

/** How one invented course goes: sessions one to three weeks apart, some not kept, until enough are held. */
export const tellCourse = (random: Random, setting: CourseSetting): ToldCourse => {
  const sessions: ToldSession[] = []
  let day = setting.startedOn
  let held = 0
  while (held < setting.sessions) {
    const earliest = addWorkdays(day, sessions.length === 0 ? random.whole(1, 8) : random.whole(4, 14))
    const slot = setting.nextFree(earliest, setting.onDays)
    day = slot.day
    const from = instantOf(day, slot.time)
    const past = from < setting.now
    if (!past && random.chance(notBookedShare)) return { sessions, endedOn: null }
    const state = !past ? 'planned' : random.chance(noShowShare) ? 'noShow' : 'held'
    sessions.push({
      day,
      from,
      minutes: random.pick([30, 45, 60]),
      mode: setting.mode,
      state,
      topics: setting.topics.length > 0 ? [random.pick(setting.topics)] : [],
      partner: random.chance(0.15),
    })
    if (!past) return { sessions, endedOn: null }
    if (state === 'held') held++
  }
  const endedOn = addWorkdays(day, random.whole(0, 6))
  return { sessions, endedOn: instantOf(endedOn, '16:00') < setting.now ? endedOn : null }
}
