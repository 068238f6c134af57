import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Colleague, colleagues, type StaffRole } from '../govern/index.ts'

/** Who may have families beside a colleague of this role: midwives among midwives, the association's own among theirs. */
const rolesBeside = (role: StaffRole): StaffRole[] =>
  role === 'referrer' ? ['referrer'] : ['coordinator', 'counsellor']

/** The colleagues who may take over on the day: here today and not on their own last day. */
export const receiversOn = async (db: Db, day: Day, role: StaffRole): Promise<Colleague[]> =>
  (await colleagues(db, day, rolesBeside(role))).filter(one => one.endsOn === null || one.endsOn > day)
