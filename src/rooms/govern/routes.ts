import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { askCovers, saveAbsence, showAbsence, takeBack } from './pages/absence.ts'
import { askAffected, sendAffected, showAffected } from './pages/affected.ts'
import { saveReview, showControl, showWatched } from './pages/control.ts'
import { askPasskey, dropPasskey, endSession, savePasskey, showOwnAccess } from './pages/own-access.ts'
import { askRole, takeRole } from './pages/role.ts'
import { askStaff, createStaff, planDay, saveStaff, showOne, unplanDay } from './pages/staff.ts'
import { addRole, replaceLost, saveWorkplace, sendInvitation, stopRole } from './pages/staff-access-acts.ts'
import { showStaff } from './pages/staff-list.ts'

const absence = { may: 'absence.plan', purpose: 'planlægge fravær', menu: '/fravaer' } as const
const reading = { may: 'staff.read', purpose: 'se medarbejdere', menu: '/medarbejdere', whenShielded: 'open' } as const
const control = { may: 'control.review', purpose: 'gennemgå opslag', menu: '/kontrol' } as const
const affected = {
  may: 'control.affected',
  purpose: 'finde ud af, hvem et brud rammer',
  menu: '/hvem-er-beroert',
} as const
const own = { may: 'access.own', purpose: 'se egen adgang', whenShielded: 'open' } as const
const choosing = { may: 'role.choose', purpose: 'vælge rolle', whenShielded: 'open' } as const
const changing = { may: 'staff.change', purpose: 'ændre medarbejdere', menu: '/medarbejdere' } as const

export const routes: Route[] = [
  { method: 'get', path: '/fravaer', ...absence, handle: showAbsence },
  { method: 'post', path: '/fravaer/dage', ...absence, handle: askCovers },
  { method: 'post', path: '/fravaer', ...absence, handle: saveAbsence },
  { method: 'post', path: '/fravaer/fortryd', ...absence, handle: takeBack },
  { method: 'get', path: '/medarbejdere', ...reading, handle: showStaff },
  { method: 'get', path: '/medarbejdere/ny', ...changing, handle: askStaff },
  { method: 'post', path: '/medarbejdere', ...changing, handle: createStaff },
  { method: 'get', path: '/medarbejdere/:id', ...reading, handle: showOne },
  { method: 'post', path: '/medarbejdere/:id', ...changing, handle: saveStaff },
  { method: 'post', path: '/medarbejdere/:id/vagter', ...changing, handle: planDay },
  { method: 'post', path: '/medarbejdere/:id/vagter/fjern', ...changing, handle: unplanDay },
  { method: 'get', path: '/kontrol', ...control, handle: showControl },
  { method: 'get', path: '/kontrol/:id', ...control, handle: showWatched },
  { method: 'post', path: '/kontrol/:id', ...control, handle: saveReview },
  { method: 'get', path: '/hvem-er-beroert', ...affected, handle: askAffected },
  { method: 'post', path: '/hvem-er-beroert', ...affected, handle: showAffected },
  { method: 'post', path: '/hvem-er-beroert/fil', ...affected, handle: sendAffected },
  { method: 'post', path: '/medarbejdere/:id/invitation', ...changing, handle: sendInvitation },
  { method: 'post', path: '/medarbejdere/:id/tabt-adgang', ...changing, handle: replaceLost },
  { method: 'post', path: '/medarbejdere/:id/arbejdsplads', ...changing, handle: saveWorkplace },
  { method: 'post', path: '/medarbejdere/:id/roller', ...changing, handle: addRole },
  { method: 'post', path: '/medarbejdere/:id/roller/ophoer', ...changing, handle: stopRole },
  { method: 'get', path: '/min-adgang', ...own, handle: showOwnAccess },
  { method: 'post', path: '/min-adgang/sessioner/afslut', ...own, handle: endSession },
  { method: 'get', path: '/min-adgang/noegle', ...own, handle: askPasskey },
  { method: 'post', path: '/min-adgang/noegler', ...own, handle: savePasskey },
  { method: 'post', path: '/min-adgang/noegler/fjern', ...own, handle: dropPasskey },
  { method: 'get', path: '/rolle', ...choosing, handle: askRole },
  { method: 'post', path: '/rolle', ...choosing, handle: takeRole },
]

export const menu: MenuEntry[] = [
  { href: '/fravaer', text: 'Fravær', may: 'absence.plan', order: 40 },
  { href: '/medarbejdere', text: 'Medarbejdere', may: 'staff.read', order: 50 },
  { href: '/kontrol', text: 'Kontrol', may: 'control.review', order: 60 },
  { href: '/hvem-er-beroert', text: 'Hvem er berørt', may: 'control.affected', order: 65 },
]
