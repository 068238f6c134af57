import type { Rights } from '../../kernel/visit.ts'

const everybody = ['referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'unchosen'] as const

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
  'access.own': {
    roles: everybody,
    relation: 'kun ens egen adgang',
    why: 'Enhver ser, hvor hun selv er logget ind og med hvad, og kan ende det. Siderne viser ingen familier.',
  },
  'role.choose': {
    roles: everybody,
    relation: 'kun ens egne roller',
    why: 'Den, der har flere roller, siger selv, hvilken hun er i. En rolle, der ikke er begyndt eller er forbi, kan ikke vælges.',
  },
}
