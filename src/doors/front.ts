import { staffRoles } from '../kernel/access/rules.ts'
import type { Actor } from '../kernel/database.ts'
import { type MenuEntry, type Rights, type Route, see } from '../kernel/visit.ts'

export const frontRights: Rights = {
  'house.enter': {
    roles: staffRoles,
    touches: ['your own menu'],
    why: 'Forsiden er det første punkt i ens egen menu, så den viser intet, man ikke må se.',
  },
}

/** What somebody with this role sees in the menu, in order. */
export const menuOf = (menu: MenuEntry[], rights: Rights, role: Actor['role']): MenuEntry[] =>
  menu.filter(entry => rights[entry.may]?.roles.includes(role)).toSorted((a, b) => a.order - b.order)

/** The front page leads to the first entry of one's own menu: referring for a midwife, the worklist for a counsellor. */
export const frontRoute = (menu: MenuEntry[], rights: Rights): Route => ({
  method: 'get',
  path: '/',
  may: 'house.enter',
  purpose: 'gå til forsiden',
  whenShielded: 'open',
  handle: async visit => see(menuOf(menu, rights, visit.actor.role)[0]?.href ?? '/ord'),
})
