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
  'control.review': {
    roles: ['dataProtectionOfficer', 'programmeLeader', 'coordinator', 'administrator'],
    relation: 'opslag hos din egen organisation, aldrig dine egne',
    why: 'Databeskyttelsesrådgiveren og lederen gennemgår nødadgang og tilfældige opslag. Siderne viser hvem og hvornår, ikke hvem familien er.',
  },
  'control.affected': {
    roles: ['dataProtectionOfficer'],
    relation: 'loggen hos din egen organisation',
    why: 'Ved et brud skal databeskyttelsesrådgiveren hurtigt kunne sige, hvis oplysninger det rammer. Familierne står som numre.',
  },
}
