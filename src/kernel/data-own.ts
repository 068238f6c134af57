import type { Data } from './data.ts'

/** What the kernel's own tables hold, and of whom. */
export const data: Data = {
  'kernel.session': {
    whose: 'staff',
    purpose: 'vide, hvem der er logget ind',
    keep: 'technical',
    columns: {
      staff: 'staff role sites device way level shared shielded',
      secret: 'token_hash',
      operational: 'id organisation opened_at seen_at expires_at closed_at idle_seconds',
    },
  },
  'kernel.citizen_session': {
    whose: 'citizen',
    purpose: 'vide, hvilken borger der er logget ind',
    keep: 'technical',
    columns: {
      identifier: 'citizen',
      secret: 'token_hash',
      operational: 'id level idle_seconds opened_at seen_at expires_at closed_at',
    },
  },
  'kernel.access': {
    whose: 'woman',
    purpose: 'vide, hvilken organisation der når sagen, og hvor længe',
    keep: 'case',
    case: 'case',
    columns: { operational: 'organisation case site until via parts' },
  },
  'kernel.named': {
    whose: 'woman',
    purpose: 'vide, hvem der ved navn kan åbne et aflukke i hendes sag',
    keep: 'case',
    case: 'case',
    notCopied: 'Medarbejderes navne og et aflukke: ingen af delene hører til i en kopi.',
    columns: { safety: 'compartment', staff: 'staff', operational: 'organisation case until' },
  },
  'kernel.link': {
    whose: 'woman',
    purpose: 'binde to organisationers sager sammen om én henvisning',
    keep: 'case',
    case: 'case',
    stays: 'Den anden organisations sag står i samme række. Numrene fører ingen steder hen, når sagen er slettet.',
    columns: { operational: 'id organisation case other_organisation other_case at' },
  },
  'kernel.audit': {
    whose: 'woman',
    purpose: 'vise, hvem der har set og skrevet hvad',
    keep: 'log',
    mentions: 'subjects',
    stays: 'Loggen bliver, men hendes nummer i den bliver til et, ingen kan føre tilbage til hende.',
    notCopied: 'Hvem der har set, står for sig: organisation, rolle, dag og formål.',
    columns: {
      staff: 'staff role',
      operational: 'id at organisation purpose action what subjects changed request era tx',
    },
  },
  'kernel.seal': {
    whose: 'nobody',
    purpose: 'vise, at loggen er hel',
    keep: 'log',
    columns: { operational: 'organisation n era from_tx to_tx rows from_at to_at leaves root head at' },
  },
  'kernel.subject': {
    whose: 'woman',
    purpose: 'skjule hende i loggens segl',
    keep: 'log',
    case: 'subject',
    stays: 'Saltet ødelægges sammen med hendes nummer i loggen.',
    notCopied: 'Et tilfældigt tal, der intet siger om hende.',
    columns: { secret: 'salt', operational: 'organisation subject' },
  },
  'kernel.outbox': {
    whose: 'woman',
    purpose: 'give nyheder videre mellem dele af systemet',
    keep: 'technical',
    mentions: 'body',
    notCopied: 'Kun numre på vej mellem dele af systemet.',
    columns: { operational: 'id organisation at kind body tries due done_at last_error' },
  },
  'kernel.form': {
    whose: 'staff',
    purpose: 'lade en formular virke én gang',
    keep: 'technical',
    columns: { staff: 'staff', operational: 'organisation token digest location at' },
  },
  'kernel.key_check': {
    whose: 'nobody',
    purpose: 'se, om nøglen er den rette',
    keep: 'technical',
    columns: { secret: 'sealed', operational: 'one' },
  },
  'kernel.key_ring': {
    whose: 'nobody',
    purpose: 'åbne navne og numre, og skifte nøgler uden at stoppe',
    keep: 'technical',
    columns: { secret: 'sealed', operational: 'root use master wraps made_at' },
  },
}
