import { addWorkdays, type Clock, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { agreementById } from '../programme/index.ts'
import type { Context, Person } from './commands.ts'
import type { ClockKey, Side } from './states.ts'

/** The agreement's promises as dates, counted from a day in Danish working days. */
export const dueFrom =
  (clocks: readonly { key: string; weekdays: number }[], day: string) =>
  (key: ClockKey): string => {
    const clock = clocks.find(one => one.key === key)
    if (!clock) throw new Error(`the agreement promises nothing for '${key}'`)
    return addWorkdays(day, clock.weekdays)
  }

/** What the machine must know of the moment: when, who, and what the agreement promises from today. */
export const contextOf = async (db: Db, agreement: Id, side: Side, by: Person, clock: Clock): Promise<Context> => {
  const { clocks } = await agreementById(db, agreement)
  const day = today(clock)
  return { now: clock.now().toISOString(), today: day, side, by, due: dueFrom(clocks, day) }
}
