import type { Rights } from '../../kernel/visit.ts'

export const rights: Rights = {
  'evaluate.read': {
    roles: ['programmeLeader', 'coordinator'],
    touches: ['counts without a person'],
    why: 'Programleder og koordinator følger målene og ventetiden. Tallene er uden personer, og små antal er skjult.',
  },
}
