import { staffRoles } from '../../src/kernel/access/rules.ts'
import { cases, type House, type Somebody } from './model.ts'

const houses: readonly House[] = ['here', 'partner', 'stranger']
export const firstSite = (house: House): string => Object.values(cases).find(one => one.house === house)?.site ?? ''

const one = (house: House, role: string, site: string, rest: Partial<Somebody> = {}): Somebody => ({
  name: [house, role, site, ...Object.keys(rest)].join(' '),
  role,
  house,
  site,
  ...rest,
})

/** Everybody with every role at every house; a second one where another site or another person's own row matters. */
export const staff: Somebody[] = [
  ...houses.flatMap(house => staffRoles.map(role => one(house, role, firstSite(house)))),
  one('here', 'referrer', 'south'),
  one('here', 'counsellor', 'south'),
]

/** Those who are no longer, or never were, signed in, and those who try to cross a link. */
export const others: Somebody[] = [
  ...houses.map(house => one(house, 'system', firstSite(house))),
  one('here', 'counsellor', 'north', { gone: true }),
  one('partner', 'coordinator', 'east', { gone: true }),
  ...staffRoles.map(role => one('here', role, 'north', { through: true })),
  one('here', 'referrer', 'south', { through: true }),
  one('here', 'system', 'north', { through: true }),
  one('partner', 'counsellor', 'east', { through: true }),
  one('partner', 'administrator', 'east', { through: true }),
  one('stranger', 'counsellor', 'west', { through: true }),
]
