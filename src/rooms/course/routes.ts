import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { decideAfterLoss } from './pages/after-loss.ts'
import { bookAppointment, showBooking } from './pages/book-page.ts'
import { showCalendar } from './pages/calendar-page.ts'
import { closeMistake } from './pages/course-aside.ts'
import { showCourse } from './pages/course-page.ts'
import { end, keepEndDraft, showEnd } from './pages/end-page.ts'
import { keepLogDraft, log, showLog } from './pages/log-page.ts'
import { cancelAppointment, moveAppointment, noShow, showMove, undoSession } from './pages/move-page.ts'
import { showStart, start } from './pages/start-page.ts'
import { noteSaid } from './pages/told-page.ts'
import { decide } from './pages/what-now.ts'

const read = (path: string, purpose: string, handle: Route['handle'], menu?: string): Route => ({
  method: 'get',
  path,
  may: 'course.read',
  purpose,
  handle,
  menu,
})
const write = (path: string, purpose: string, handle: Route['handle']): Route => ({
  method: 'post',
  path,
  may: 'course.write',
  purpose,
  handle,
})

const beginning = { path: '/henvisninger/:id/forloeb', may: 'course.start', purpose: 'begynde et forløb' } as const

export const routes: Route[] = [
  {
    method: 'get',
    path: '/kalender',
    may: 'course.calendar',
    purpose: 'ugens samtaler',
    menu: '/kalender',
    whenShielded: 'open',
    handle: showCalendar,
  },
  { ...beginning, method: 'get', handle: showStart },
  { ...beginning, method: 'post', handle: start },
  read('/forloeb/:id', 'følge forløbet', showCourse),
  write('/forloeb/:id/hvad-nu', 'vælge, hvad der sker nu', decide),
  write('/forloeb/:id/efter-tabet', 'tale med hende efter et tab', decideAfterLoss),
  write('/forloeb/:id/sagt', 'sige tiden til hende', noteSaid),
  write('/forloeb/:id/fejl', 'lukke et forløb, der var en fejl', closeMistake),
  read('/forloeb/:id/aftaler', 'aftale en samtale', showBooking),
  write('/forloeb/:id/aftaler', 'aftale en samtale', bookAppointment),
  read('/forloeb/:id/aftaler/:session/flytning', 'ændre en aftale', showMove),
  write('/forloeb/:id/aftaler/:session/flytning', 'flytte en aftale', moveAppointment),
  write('/forloeb/:id/aftaler/:session/udeblivelse', 'notere en udeblivelse', noShow),
  write('/forloeb/:id/aftaler/:session/aflysning', 'aflyse en aftale', cancelAppointment),
  write('/forloeb/:id/aftaler/:session/fortryd', 'rette en fejl', undoSession),
  read('/forloeb/:id/samtaler/:session', 'skrive om en samtale', showLog),
  write('/forloeb/:id/samtaler/:session', 'skrive om en samtale', log),
  write('/forloeb/:id/samtaler/:session/kladde', 'skrive om en samtale', keepLogDraft),
  read('/forloeb/:id/slutrapport', 'skrive slutrapport', showEnd),
  write('/forloeb/:id/slutrapport', 'skrive slutrapport', end),
  write('/forloeb/:id/slutrapport/kladde', 'skrive slutrapport', keepEndDraft),
]

export const menu: MenuEntry[] = [{ href: '/kalender', text: 'Kalender', may: 'course.calendar', order: 30 }]
