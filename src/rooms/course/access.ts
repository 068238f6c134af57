import type { Rights } from '../../kernel/visit.ts'

const house = ['counsellor', 'coordinator'] as const

/** The referrer has no right here: she sees that the help is under way, and the summary the woman approved. */
export const rights: Rights = {
  'course.read': {
    roles: house,
    relation: 'familien har et forløb i din organisation',
    why: 'Rådgivere og koordinatorer i samme organisation kan læse forløbet. Hver læsning bliver skrevet i loggen.',
  },
  'course.write': {
    roles: house,
    relation: 'familien har et forløb i din organisation',
    why: 'Rådgivere og koordinatorer i samme organisation holder samtaler, flytter aftaler og skriver slutrapport.',
  },
  'course.calendar': {
    roles: house,
    relation: 'din egen kalender og dine kollegers',
    why: 'Rådgivere og koordinatorer ser ugens samtaler i deres egen organisation.',
  },
}
