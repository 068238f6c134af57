import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { type Colleague, colleagueNames, colleagues, coverOn } from '../govern/index.ts'

/** Who may have a family at the receiver. */
const carers = ['coordinator', 'counsellor'] as const

/**
 * Who takes a new referral on the day: the coordinator at work, or the one who covers; else a counsellor of the site.
 * Undefined when the house has nobody: then the sender keeps the responsibility.
 */
export const receiverOn = async (db: Db, day: Day, site: Id | null): Promise<Id | undefined> => {
  const all = await colleagues(db, day, [...carers])
  const cover = await coverOn(db, day)
  const atWork = (one: Colleague | undefined): Id | undefined => {
    if (!one) return undefined
    const stand = cover.get(one.id)
    if (!stand) return one.id
    return cover.has(stand) || !all.some(other => other.id === stand) ? undefined : stand
  }
  const here = (one: Colleague) => (site !== null && one.sites.includes(site) ? 0 : 1)
  const inOrder = all
    .filter(one => one.role === 'coordinator')
    .toSorted((a, b) => here(a) - here(b))
    .concat(all.filter(one => one.role === 'counsellor').toSorted((a, b) => here(a) - here(b)))
  for (const one of inOrder) {
    const found = atWork(one)
    if (found) return found
  }
  // On a day when everybody is away a name is still better than none: covers see it in their own list.
  return inOrder[0]?.id
}

/** The referrers of the house on the day. */
export interface Referrers {
  works(person: Id): boolean
  /** The referrer herself, or, when she has left, a colleague of the same place: somebody must talk with the woman. */
  present(person: Id): Id
}

/** Asked of the sender's house for one referrer, who may have left it. */
export const referrersOn = async (db: Db, day: Day, person: Id): Promise<Referrers> => {
  const all = await colleagues(db, day, ['referrer'])
  const works = (one: Id) => all.some(other => other.id === one)
  const left = works(person) ? undefined : (await colleagueNames(db, [person])).get(person)
  const near = left && all.find(one => one.sites.some(site => left.sites.includes(site)))
  return { works, present: one => (works(one) ? one : (near?.id ?? all[0]?.id ?? one)) }
}

/** Whether this person works here on the day and may have a family. */
export const mayCare = async (db: Db, day: Day, person: Id): Promise<boolean> =>
  (await colleagues(db, day, [...carers])).some(one => one.id === person)
