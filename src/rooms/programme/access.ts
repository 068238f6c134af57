import type { Rights } from '../../kernel/visit.ts'

export const rights: Rights = {
  'programme.read': {
    roles: ['referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'dataProtectionOfficer'],
    relation: 'alle, der er logget ind',
    why: 'Hvad et program har lovet, og hvor det står, må alle ansatte kunne læse. Der er ingen personer på siderne.',
  },
}
