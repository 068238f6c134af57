import { addWorkdays, type Day, instantOf } from '../../kernel/clock.ts'
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
  /** The counsellor's first free hour on or after a day: she is in one place at a time. */
  nextFree: (from: Day) => { day: Day; time: string }
}

/** Six hours a working day for one counsellor, each given away once. */
export const diary = (): CourseSetting['nextFree'] => {
  const taken = new Map<Day, number>()
  return from => {
    let day = from
    while ((taken.get(day) ?? 0) >= hours.length) day = addWorkdays(day, 1)
    const nth = taken.get(day) ?? 0
    taken.set(day, nth + 1)
    return { day, time: hours[nth] ?? '08:30' }
  }
}
const hours = ['08:30', '09:30', '10:30', '11:30', '12:30', '13:30']

// One in eight appointments is not kept: our guess, said as such wherever synthetic data are shown.
const noShowShare = 0.12

/** How one invented course goes: sessions one to three weeks apart, some not kept, until enough are held. */
export const tellCourse = (random: Random, setting: CourseSetting): ToldCourse => {
  const sessions: ToldSession[] = []
  let day = setting.startedOn
  let held = 0
  while (held < setting.sessions) {
    const slot = setting.nextFree(addWorkdays(day, sessions.length === 0 ? random.whole(1, 8) : random.whole(4, 14)))
    day = slot.day
    const from = instantOf(day, slot.time)
    const past = from < setting.now
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
