import type { Rights } from '../../kernel/visit.ts'

export const rights: Rights = {
  'absence.plan': {
    roles: ['counsellor', 'coordinator'],
    relation: 'kolleger i din egen organisation; en rådgiver kun for sig selv',
    why: 'Den, der skal være væk, siger det selv, eller koordinatoren gør det. Hver dag får en afløser med navn.',
  },
  'staff.read': {
    roles: ['administrator', 'coordinator'],
    relation: 'medarbejdere i din egen organisation',
    why: 'Administratoren ansætter, og koordinatoren fordeler. Ingen af siderne viser en familie.',
  },
  'staff.change': {
    roles: ['administrator'],
    relation: 'medarbejdere i din egen organisation',
    why: 'Kun administratoren opretter medarbejdere og giver adgang. Hun ser selv ingen familier.',
  },
}
