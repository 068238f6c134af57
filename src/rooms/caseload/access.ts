import type { Rights } from '../../kernel/visit.ts'

export const rights: Rights = {
  'worklist.read': {
    roles: ['counsellor', 'coordinator'],
    relation: 'familierne hos din egen organisation',
    why: 'Rådgivere og koordinatorer ser egen organisations løfter, så ingen familie bliver glemt, når en kollega er væk.',
  },
  'screen.shield': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    relation: 'din egen skærm',
    why: 'Den, der sidder med en borger, kan skjule de andre familier.',
  },
  'family.find': {
    roles: ['counsellor', 'coordinator'],
    relation: 'familierne hos din egen organisation',
    why: 'Den, der tager telefonen, skal kunne finde den, der ringer, og sige, hvem der har ansvaret.',
  },
  'family.change': {
    roles: ['counsellor', 'coordinator'],
    relation: 'familierne hos din egen organisation',
    why: 'Den, der taler med hende, skriver nye regler for kontakt og en ny termin med det samme.',
  },
  'family.handOver': {
    roles: ['counsellor', 'coordinator'],
    relation: 'familierne hos din egen organisation',
    why: 'Ansvaret for en familie går fra én kollega til en anden, og historien bliver.',
  },
  'family.log': {
    roles: ['counsellor', 'coordinator'],
    relation: 'familierne hos din egen organisation',
    why: 'Hun har ret til at vide, hvem der har set hendes oplysninger. Den, der taler med hende, kan vise det.',
  },
  'glass.break': {
    roles: ['referrer', 'programmeLeader'],
    relation: 'én familie hos din egen organisation, som du ikke har med at gøre, i højst 60 minutter',
    why: 'Når noget haster og ingen anden kan nås. Det kræver en grund, lederen får besked, og det bliver altid gennemgået.',
  },
  'staff.leave': {
    roles: ['coordinator', 'administrator'],
    relation: 'medarbejdere i din egen organisation; administratoren ser kun antallet af familier',
    why: 'Den, der stopper, overdrager alle sine familier i samme skridt. Ellers kan hun ikke stoppe.',
  },
}
