import { type Day, today } from '../../../kernel/clock.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, field, see, type Visit } from '../../../kernel/visit.ts'
import { reaches, readAmendment } from '../amend.ts'
import type { Command } from '../commands.ts'
import type { FieldError, Words } from '../form.ts'
import { consented } from '../mask.ts'
import { type Performed, perform } from '../perform.ts'
import { type AmendableField, amendable, isReason, type ReasonCode } from '../reasons.ts'
import { type Referral, referralOf } from '../store.ts'
import { refusalWords } from '../words.da.ts'
import { partsOf } from './amend-form.ts'
import { type Refusal422, sentPage } from './sent.ts'
import { versionOf } from './version.ts'

type Form = Refusal422['form']

const ownReferral = async (visit: Visit): Promise<Referral> => {
  const referral = await referralOf(visit.db, visit.params.id ?? '')
  if (referral.side !== 'sender') throw new Refusal('unknown')
  return referral
}

export const openSent = async (visit: Visit): Promise<Answer> => sentPage(visit, await ownReferral(visit))

const longestNote = 30_000

/** What is wrong with a note: there is an end to everything, and some notes are needed. */
const noteFault = (text: string, name: string, needed: string | undefined): FieldError[] => {
  if ([...text].length > longestNote) return [{ field: name, message: 'Skriv højst 30.000 tegn.' }]
  return text === '' && needed ? [{ field: name, message: needed }] : []
}

const wordsOf = (visit: Visit): Words =>
  Object.fromEntries(
    Object.entries(visit.form).map(([name, value]) => [name, Array.isArray(value) ? value.map(clean) : clean(value)]),
  )
const clean = (text: unknown): string => (typeof text === 'string' ? text.toWellFormed() : '')

const showAgain = (visit: Visit, referral: Referral, form: Form, errors: FieldError[], status: 409 | 422 = 422) =>
  sentPage(visit, referral, { form, words: wordsOf(visit), errors, status })

/** Where on the form a refusal belongs. */
const refused = async (
  visit: Visit,
  referral: Referral,
  form: Form,
  done: Performed & { ok: false },
  fields: { reason: string; note: string },
) => {
  const moved = 'En anden har været her imens. Se, hvor henvisningen står nu, og send igen, hvis det stadig passer.'
  const say = (name: string, message: string, status?: 409 | 422) =>
    showAgain(visit, referral, form, [{ field: name, message }], status)
  if (done.refusal === 'changedSince') return say('main', moved, 409)
  if (done.refusal === 'notFromThisState' || done.refusal === 'nothingToFollowUp') return say('main', moved, 409)
  if (done.refusal === 'valueWrong') return showAgain(visit, referral, form, done.errors ?? [])
  if (done.refusal === 'reasonUnknown') return say(fields.reason, refusalWords.reasonUnknown)
  if (done.refusal === 'noteMissing') return say(fields.note, refusalWords.noteMissing)
  return say('main', done.refusal === 'noRoom' ? moved : refusalWords[done.refusal])
}

const run = async (
  visit: Visit,
  form: Form,
  names: { reason: string; note: string },
  check: (note: string, referral: Referral) => FieldError[] | Promise<FieldError[]>,
  command: (note: string) => Command,
  thanks: string | ((referral: Referral) => string),
): Promise<Answer> => {
  const referral = await ownReferral(visit)
  const note = field(visit.form, names.note)
  const errors = [...(await check(note, referral)), ...noteFault(note, names.note, undefined)]
  if (errors.length > 0) return showAgain(visit, referral, form, errors)
  const seen = versionOf(visit.form)
  const done = await perform(visit.db, referral.id, command(note.toWellFormed()), visit.clock, seen)
  return done.ok
    ? see(`/henvisninger/${referral.id}`, typeof thanks === 'string' ? thanks : thanks(referral))
    : refused(visit, referral, form, done, names)
}

export const answerQuestion = (visit: Visit): Promise<Answer> =>
  run(
    visit,
    'svar',
    { reason: 'answer', note: 'answer' },
    note => noteFault(note, 'answer', 'Skriv dit svar, så modtageren kan komme videre.'),
    note => ({ verb: 'answerInformation', note }),
    'Svaret er sendt.',
  )

const chosen = (visit: Visit, list: 'withdrawn' | 'followUp' | 'amend', name: string): FieldError[] =>
  isReason(list, field(visit.form, name)) ? [] : [{ field: name, message: refusalWords.reasonUnknown }]

export const withdraw = (visit: Visit): Promise<Answer> =>
  run(
    visit,
    'tilbagetraekning',
    { reason: 'withdrawReason', note: 'withdrawNote' },
    () => chosen(visit, 'withdrawn', 'withdrawReason'),
    note => ({ verb: 'withdraw', reason: field(visit.form, 'withdrawReason') as ReasonCode<'withdrawn'>, note }),
    'Henvisningen er trukket tilbage.',
  )

export const acknowledge = (visit: Visit): Promise<Answer> =>
  run(
    visit,
    'kvittering',
    { reason: 'outcome', note: 'outcomeNote' },
    () => chosen(visit, 'followUp', 'outcome'),
    note => ({ verb: 'acknowledge', outcome: field(visit.form, 'outcome') as ReasonCode<'followUp'>, note }),
    'Tak. Det er noteret, at du har fulgt op.',
  )

export const amend = async (visit: Visit): Promise<Answer> => {
  const target = amendable.find((one): one is AmendableField => one === field(visit.form, 'felt'))
  if (!target) throw new Refusal('unknown')
  const value = Object.fromEntries(partsOf(target).map(name => [name, typed(visit, name)]))
  return run(
    visit,
    'rettelse',
    { reason: 'reason', note: 'why' },
    // All that is wrong is said at once: the new words, and why.
    async (note, referral) => {
      const { errors } = await readAmendment(visit.db, referral, target, value, today(visit.clock))
      const unsaid = field(visit.form, 'reason') === 'other' ? noteFault(note, 'why', refusalWords.noteMissing) : []
      return [...errors, ...chosen(visit, 'amend', 'reason'), ...unsaid]
    },
    note => ({ verb: 'amend', field: target, value, reason: field(visit.form, 'reason') as ReasonCode<'amend'>, note }),
    referral => saidOfCorrection(referral, target, today(visit.clock)),
  )
}

/** Whether the correction goes further than her own house, as far as she may know. */
const saidOfCorrection = ({ snapshot, consent, receivedAt }: Referral, target: AmendableField, day: Day): string => {
  if (!consented(snapshot, day)) return 'Rettelsen er gemt hos jer. Samtykket er udløbet, så modtageren får den ikke.'
  if (!reaches(target, consent.scope))
    return 'Rettelsen er gemt hos jer. Kvinden har ikke sagt ja til, at modtageren får den oplysning.'
  return receivedAt !== null && snapshot.feedback === 'none'
    ? 'Rettelsen er gemt. Modtageren får den, hvis henvisningen stadig er åben der.'
    : 'Rettelsen er gemt. Modtageren ser den.'
}

const several = ['reasons', 'hours']
const typed = (visit: Visit, name: string): string | string[] => {
  const values = [visit.form[name] ?? []].flat().filter(value => typeof value === 'string')
  return several.includes(name) ? values : (values[0] ?? '')
}
