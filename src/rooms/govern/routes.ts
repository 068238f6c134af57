import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { askCovers, saveAbsence, showAbsence, takeBack } from './pages/absence.ts'
import { askStaff, createStaff, makeAccess, planDay, saveStaff, showOne, unplanDay } from './pages/staff.ts'
import { showStaff } from './pages/staff-list.ts'

const absence = { may: 'absence.plan', purpose: 'planlægge fravær', menu: '/fravaer' } as const
const reading = { may: 'staff.read', purpose: 'se medarbejdere', menu: '/medarbejdere' } as const
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
  { method: 'post', path: '/medarbejdere/:id/adgang', ...changing, handle: makeAccess },
]

export const menu: MenuEntry[] = [
  { href: '/fravaer', text: 'Fravær', may: 'absence.plan', order: 40 },
  { href: '/medarbejdere', text: 'Medarbejdere', may: 'staff.read', order: 50 },
]
