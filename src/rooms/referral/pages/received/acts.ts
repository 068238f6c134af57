import { html } from 'hono/html'
import { dateInput, type FieldError, type Html, select, taps, textArea, timeInput } from '../../../../design/index.ts'
import { type Day, longDayFrom, readTime } from '../../../../kernel/clock.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { type Family, readDay, waysOf } from '../../../family/index.ts'
import type { Command } from '../../commands.ts'
import { dayFault, type FormReader, type Words } from '../../form.ts'
import { attemptsBeforeGivingUp } from '../../machine.ts'
import { consented, sightOf } from '../../mask.ts'
import { type ReasonCode, type ReasonList, reasonCodes } from '../../reasons.ts'
import type { Referral } from '../../store.ts'
import { transitions, undoable, type Verb } from '../../transitions.ts'
import { reasonWords } from '../../words.da.ts'
import { callHer, listed } from './person.ts'

/** What the form of an act is painted with. */
export interface Paint {
  referral: Referral
  name: string
  words: Words
  errors: FieldError[]
  day: Day
  /** '13.20': now. */
  time: string
  family: Family
  /** Colleagues who may have her, with the room they have. */
  people: { value: Id; text: string }[]
  /** Said when the place she wishes is full, whoever takes her. */
  full?: string
}

/** One thing the receiver can do with a referral: its address, its words, its fields, and the command it makes. */
export interface Act {
  noun: string
  verb: Verb
  /** On the link and as heading: names the act and her. */
  label: (name: string) => string
  lead?: (paint: Paint) => string
  button: (name: string) => string
  done: (name: string) => string
  fields: (paint: Paint) => Html | ''
  names: readonly string[]
  read: (form: FormReader, at: Pick<Paint, 'day' | 'time' | 'family'>) => Command
}

const first = (words: Words, name: string): string => [words[name] ?? ''].flat()[0] ?? ''
const fault = (paint: Paint, name: string) => paint.errors.find(error => error.field === name)?.message

const note = (paint: Paint, label: string, hint?: string, optional = true): Html =>
  textArea({
    name: 'note',
    label,
    hint,
    optional,
    limit: longestNote,
    rows: 4,
    value: first(paint.words, 'note'),
    error: fault(paint, 'note'),
  })
const longestNote = 30_000

const reason = (paint: Paint, list: ReasonList, label: string): Html =>
  taps({
    name: 'reason',
    label,
    value: first(paint.words, 'reason'),
    error: fault(paint, 'reason'),
    options: reasonCodes[list].map(value => ({
      value,
      text: (reasonWords[list] as Record<string, string>)[value] ?? value,
    })),
  })

const noteOf = (form: FormReader): { note?: string } => {
  const text = form.text('note', longestNote)
  return text ? { note: text } : {}
}
const code = <L extends ReasonList>(form: FormReader, list: L): ReasonCode<L> =>
  (form.one('reason', reasonCodes[list], 'Vælg en af grundene på listen.') ?? '') as ReasonCode<L>

const readByReferrer = ({ referral, day }: Paint): string =>
  sightOf(referral.snapshot, day) === 'none'
    ? 'Hun har valgt, at henviseren ikke får besked.'
    : 'Henviseren kan læse grunden og det, du skriver.'
const statusAlone = ({ referral, day }: Paint): string =>
  sightOf(referral.snapshot, day) === 'none'
    ? 'Hun har valgt, at henviseren ikke får besked.'
    : 'Henviseren får besked om, at det er sket. Din note bliver her.'

const asTyped = (day: Day): string => day.split('-').map(Number).reverse().join('.')

const triesSoFar = ({ attempts, snapshot }: Referral): string => {
  const noted = snapshot.calls?.length ?? attempts
  const rest = `Efter ${attemptsBeforeGivingUp} kan I stoppe.`
  if (attempts === 0)
    return noted === 0
      ? 'Der er ikke noteret forgæves opkald.'
      : `Der er ikke noteret forgæves opkald, der tæller. ${rest}`
  return `Der er noteret ${attempts === 1 ? '1 forgæves opkald' : `${attempts} forgæves opkald`}, der tæller. ${rest}`
}

// Where she named no hours: nobody is called at night.
const dayTime = ['8-20']

const isOutside = (time: string, { contact }: Family): boolean => {
  const named = waysOf(contact).hours
  const clock = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return !(named.length > 0 ? named : dayTime).some(span => {
    const [from = 0, to = 0] = span.split('-').map(Number)
    return clock >= from * 60 && clock < to * 60
  })
}

const whatCounts = ({ contact }: Family): string => {
  const hours = waysOf(contact).hours.map(span => span.replace('-', '–'))
  const within = hours.length > 0 ? `inden for hendes tider (kl. ${listed(hours)})` : 'mellem kl. 8 og 20'
  return `Et forgæves opkald tæller som et forsøg, når det er ${within}, og på en anden dag eller en anden del af dagen end de forrige.`
}

/** When she called: now, unless she says something else. */
const readCall = (form: FormReader, { day: today, time: now, family }: Pick<Paint, 'day' | 'time' | 'family'>) => {
  const typed = { day: form.text('day', 20), time: form.text('time', 20) }
  const day = typed.day ? readDay(typed.day) : today
  const time = typed.time ? readTime(typed.time)?.replace(':', '.') : now
  if (!day) form.wrong('day', dayFault(typed.day, '3.12.2026'))
  else if (day > today) form.wrong('day', 'Skriv en dag, der ikke ligger i fremtiden.')
  if (!time) form.wrong('time', 'Skriv klokken som timer og minutter, for eksempel 10.30.')
  else if (day === today && time > now) form.wrong('time', 'Skriv et tidspunkt, der ikke ligger i fremtiden.')
  return day && time ? { day, time, outside: isOutside(time, family) } : undefined
}

export const acts: readonly Act[] = [
  {
    noun: 'tildeling',
    verb: 'assign',
    label: name => `Tildel ${name}`,
    button: name => `Tildel ${name}`,
    done: name => `${name} er tildelt.`,
    names: ['person', 'note'],
    lead: paint => paint.full ?? '',
    fields: paint =>
      html`${select({
        name: 'person',
        label: 'Hvem tager ansvaret?',
        hint: 'Vi regner med en time om ugen pr. familie.',
        empty: 'Vælg en kollega',
        options: paint.people,
        value: first(paint.words, 'person'),
        error: fault(paint, 'person'),
      })}${note(paint, 'Note til kollegaen')}`,
    read: form => ({ verb: 'assign', person: form.text('person', 40), ...noteOf(form) }),
  },
  {
    noun: 'kontaktforsoeg',
    verb: 'recordAttempt',
    label: name => `Noter et opkald til ${name}`,
    lead: ({ referral }) => triesSoFar(referral),
    button: () => 'Noter opkaldet',
    done: () => 'Opkaldet er noteret.',
    names: ['reached', 'day', 'time', 'note'],
    fields: paint =>
      html`<section class="bb-card bb-calm"><h2>Tryg kontakt</h2>${callHer(paint.family)}</section>${taps({
        name: 'reached',
        label: 'Fik du fat i hende?',
        value: first(paint.words, 'reached'),
        error: fault(paint, 'reached'),
        options: [
          { value: 'yes', text: 'Ja, vi talte sammen' },
          { value: 'no', text: 'Nej' },
        ],
      })}<div class="bb-pair">${dateInput({
        name: 'day',
        label: 'Hvilken dag ringede du?',
        value: paint.words.day === undefined ? asTyped(paint.day) : first(paint.words, 'day'),
        error: fault(paint, 'day'),
      })}${timeInput({
        name: 'time',
        label: 'Hvad var klokken?',
        value: paint.words.time === undefined ? paint.time : first(paint.words, 'time'),
        error: fault(paint, 'time'),
      })}</div><p class="bb-note">${whatCounts(paint.family)}</p>${note(paint, 'Note', 'Bliver hos jer.')}`,
    read: (form, at) => {
      const reached = form.one('reached', ['yes', 'no'], 'Vælg, om du fik fat i hende.') === 'yes'
      const call = readCall(form, at)
      return { verb: 'recordAttempt', reached, ...(call ? { call } : {}), ...noteOf(form) }
    },
  },
  {
    noun: 'kontakt',
    verb: 'contact',
    label: name => `Noter, at I har talt med ${name}`,
    button: () => 'Vi har talt sammen',
    done: name => `Det er noteret, at I har talt med ${name}.`,
    names: ['note'],
    fields: paint => note(paint, 'Note', 'Bliver hos jer.'),
    read: form => ({ verb: 'contact', ...noteOf(form) }),
  },
  {
    noun: 'tilsagn',
    verb: 'accept',
    label: name => `Tag imod ${name}`,
    lead: statusAlone,
    button: name => `Tag imod ${name}`,
    done: name => `I tager imod ${name}.`,
    names: ['note'],
    fields: paint => note(paint, 'Note'),
    read: form => ({ verb: 'accept', ...noteOf(form) }),
  },
  {
    noun: 'venteliste',
    verb: 'putOnWaitingList',
    label: name => `Skriv ${name} på venteliste`,
    lead: statusAlone,
    button: () => 'Skriv på venteliste',
    done: name => `${name} står på venteliste.`,
    names: ['reason', 'note'],
    fields: paint => html`${reason(paint, 'waiting', 'Hvorfor venter hun?')}${note(paint, 'Note')}`,
    read: form => ({ verb: 'putOnWaitingList', reason: code(form, 'waiting'), ...noteOf(form) }),
  },
  {
    noun: 'spoergsmaal',
    verb: 'askForInformation',
    label: () => 'Spørg henviseren',
    lead: () => 'I har ansvaret for hende, mens I venter på svar.',
    button: () => 'Send spørgsmålet',
    done: () => 'Spørgsmålet er sendt.',
    names: ['note'],
    fields: paint =>
      note(paint, 'Hvad vil du vide?', 'Henviseren læser det. Skriv intet om hende, som henviseren ikke ved.', false),
    read: form => ({ verb: 'askForInformation', ...noteOf(form) }),
  },
  {
    noun: 'videre',
    verb: 'redirect',
    label: name => `Vis ${name} videre`,
    lead: readByReferrer,
    button: () => 'Vis videre',
    done: name => `${name} er vist videre. Nu skal en tale med hende om det.`,
    names: ['reason', 'note'],
    fields: paint => html`${reason(paint, 'redirected', 'Hvor hører hun bedre til?')}${note(paint, 'Besked')}`,
    read: form => ({ verb: 'redirect', to: code(form, 'redirected'), ...noteOf(form) }),
  },
  {
    noun: 'afvisning',
    verb: 'decline',
    label: name => `Sig nej til henvisningen af ${name}`,
    lead: readByReferrer,
    button: () => 'Sig nej',
    done: name => `I kan ikke tage imod ${name}. Nu skal en tale med hende om en anden vej.`,
    names: ['reason', 'note'],
    fields: paint =>
      html`${reason(paint, 'declinedByReceiver', 'Hvorfor kan I ikke hjælpe her?')}${note(paint, 'Besked')}`,
    read: form => ({ verb: 'decline', reason: code(form, 'declinedByReceiver'), ...noteOf(form) }),
  },
  {
    noun: 'hun-siger-nej',
    verb: 'womanDeclines',
    label: name => `Noter, at ${name} siger nej tak`,
    lead: statusAlone,
    button: () => 'Hun siger nej tak',
    done: name => `Det er noteret, at ${name} siger nej tak.`,
    names: ['reason', 'note'],
    fields: paint =>
      html`${reason(paint, 'declinedByWoman', 'Hvad siger hun?')}${note(paint, 'Note', 'Bliver hos jer.')}`,
    read: form => ({ verb: 'womanDeclines', reason: code(form, 'declinedByWoman'), ...noteOf(form) }),
  },
  {
    noun: 'opgivet',
    verb: 'giveUp',
    label: name => `Stop med at ringe til ${name}`,
    lead: statusAlone,
    button: () => 'Stop med at ringe',
    done: name => `I ringer ikke mere til ${name}. Nu skal en finde en anden vej.`,
    names: ['note'],
    fields: paint => note(paint, 'Note', 'Bliver hos jer.'),
    read: form => ({ verb: 'giveUp', ...noteOf(form) }),
  },
  {
    noun: 'naeste-skridt',
    verb: 'plan',
    label: () => 'Flyt næste skridt',
    lead: ({ referral, day }) =>
      `Løftet til hende flytter ikke med${referral.promised ? `: senest ${longDayFrom(referral.promised, day)}` : ''}. Kun jeres egen dato.`,
    button: () => 'Flyt datoen',
    done: () => 'Datoen er flyttet.',
    names: ['due', 'note'],
    fields: paint =>
      html`${dateInput({
        name: 'due',
        label: 'Ny dato',
        value: first(paint.words, 'due'),
        error: fault(paint, 'due'),
      })}${note(paint, 'Hvorfor?', 'Skal skrives, når dagen ligger efter løftet.', false)}`,
    read: form => {
      const typed = form.text('due', 20)
      const due = readDay(typed)
      if (!due) form.wrong('due', dayFault(typed, '3.12.2026'))
      return { verb: 'plan', due: due ?? '', ...noteOf(form) }
    },
  },
  {
    noun: 'fejl',
    verb: 'closeAsMistaken',
    label: () => 'Luk som oprettet ved en fejl',
    lead: readByReferrer,
    button: () => 'Luk henvisningen',
    done: () => 'Henvisningen er lukket som en fejl. Den tælles ikke som trukket tilbage.',
    names: ['reason', 'note'],
    fields: paint => html`${reason(paint, 'falseEnrolment', 'Hvad er fejlen?')}${note(paint, 'Note')}`,
    read: form => ({ verb: 'closeAsMistaken', reason: code(form, 'falseEnrolment'), ...noteOf(form) }),
  },
  {
    noun: 'kvittering',
    verb: 'acknowledge',
    label: name => `Noter, at I har fulgt op med ${name}`,
    lead: () => 'Tal med hende om en anden vej, før I lukker helt.',
    button: () => 'Vi har fulgt op',
    done: () => 'Tak. Det er noteret, at I har fulgt op.',
    names: ['reason', 'note'],
    fields: paint =>
      html`${reason(paint, 'followUp', 'Hvad kom der ud af det?')}${note(paint, 'Note', 'Bliver hos jer.')}`,
    read: form => ({ verb: 'acknowledge', outcome: code(form, 'followUp'), ...noteOf(form) }),
  },
  {
    noun: 'fortryd',
    verb: 'undo',
    label: () => 'Fortryd det seneste',
    lead: () => 'Det seneste skridt tages tilbage. Begge dele bliver stående i historien.',
    button: () => 'Fortryd',
    done: () => 'Det seneste er taget tilbage.',
    names: ['note'],
    fields: paint => note(paint, 'Hvorfor?'),
    read: form => ({ verb: 'undo', ...noteOf(form) }),
  },
]

/**
 * What can be done with the referral as it stands: the machine's table, and what the table does not know. `shut`: nobody
 * may call or write to her.
 */
export const offered = (referral: Referral, day: Day, shut: boolean): Act[] =>
  acts.filter(({ verb }) => {
    if (!transitions.some(row => row.from === referral.state && row.verb === verb && row.side === 'receiver'))
      return false
    switch (verb) {
      case 'giveUp':
        return referral.attempts >= attemptsBeforeGivingUp
      case 'recordAttempt':
        return !shut
      case 'undo':
        return referral.last !== null && undoable.includes(referral.last.verb)
      case 'acknowledge':
        return referral.followUpDue !== null
      case 'askForInformation':
        return consented(referral.snapshot, day)
      case 'plan':
        return referral.state !== 'started'
      case 'closeAsMistaken':
        // A course is closed as a mistake where the course is.
        return referral.state !== 'started'
      default:
        return true
    }
  })

/** The act that comes first in this state. */
export const primaryOf = (referral: Referral, shut: boolean): string | undefined => {
  if (referral.followUpDue) return 'kvittering'
  if (shut && referral.state === 'received') return 'spoergsmaal'
  switch (referral.state) {
    case 'received':
    case 'needsInformation':
      return referral.assigned ? 'kontaktforsoeg' : 'tildeling'
    case 'contacted':
      return 'tilsagn'
    case 'accepted':
      return referral.assigned ? undefined : 'tildeling'
    case 'waiting':
      return 'tildeling'
    default:
      return undefined
  }
}
