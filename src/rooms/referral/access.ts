import type { Rights } from '../../kernel/visit.ts'

export const rights: Rights = {
  'referral.open': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    relation: 'den, der har sendt den, og dem, der har fået den',
    why: 'Henviseren ser det, kvinden har sagt ja til. Modtageren ser det, hun er henvist med.',
  },
  'referral.answer': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    relation: 'den, der skal tale med hende om en anden vej',
    why: 'Når en henvisning lukker før start, skriver den, der følger op, hvad der kom ud af det.',
  },
  'referral.receive': {
    roles: ['counsellor', 'coordinator'],
    relation: 'henvisninger til din egen organisation',
    why: 'Den, der tager imod, ringer til hende, afgør, hvad der skal ske, og skriver det med det samme.',
  },
  'referral.assign': {
    roles: ['coordinator', 'counsellor'],
    relation: 'familier, der venter hos din egen organisation',
    why: 'Den, der fordeler, ser, hvem der venter, og hvem der har plads, så ingen bliver sprunget over.',
  },
}
