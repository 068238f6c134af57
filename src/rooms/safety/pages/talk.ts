import { html } from 'hono/html'
import { actions, conflict, type FieldError, linkButton } from '../../../design/index.ts'
import { type Day, instantOf, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { calledBy, type Family, familiesOf, readDay } from '../../family/index.ts'
import { type Colleague, colleagueNames, colleagues } from '../../govern/index.ts'
import { answersFrom, type ScreeningVerb, verbs } from '../states.ts'
import {
  doorFor,
  fileOf,
  keepNote,
  keepPlan,
  leaveTrail,
  nameColleague,
  noteAnswer,
  openFor,
  type SafetyFile,
} from '../store.ts'
import { talkBody } from './talk-body.ts'

/** Neutral, as the address: it tells nobody who reads along what it is about. */
const title = 'Samtale'
export const addressOf = (family: Id): string => `/familier/${family}/samtale`

export interface Around {
  family: Family
  file: SafetyFile
  names: Map<Id, Colleague>
  /** Whom she can name: colleagues who work with families and are not named yet. */
  others: Colleague[]
  day: Day
}

/** Refused like a page that is not there, unless she is named; then her look is written where the named ones read it. */
const look = async (visit: Visit, what: 'read' | 'write'): Promise<Around> => {
  const { db, params, clock } = visit
  const id = params.id
  if (!isId(id) || (await doorFor(db, id)) !== 'named') throw new Refusal('unknown')
  const family = (await familiesOf(db, [id])).get(id)
  if (!family) throw new Refusal('unknown')
  await leaveTrail(db, id, what, clock.now())
  if (what === 'write') db.audit('write', 'family', id)
  const file = await fileOf(db, id, family.pregnant.id)
  const day = today(clock)
  const working = await colleagues(db, day, ['referrer', 'counsellor', 'coordinator'])
  const live = new Set(file.named.filter(one => one.until > clock.now()).map(one => one.staff))
  return {
    family,
    file,
    names: await colleagueNames(db, [
      ...new Set([...file.asked, ...file.notes, ...(file.plan ? [file.plan] : [])].map(one => one.by)),
      ...file.named.map(one => one.staff),
    ]),
    others: working.filter(one => !live.has(one.id)),
    day,
  }
}

const shown = (visit: Visit, around: Around, typed: Form = {}, errors: FieldError[] = []): Answer => {
  const body = talkBody(visit, around, typed, errors)
  return errors.length > 0 ? again(title, body) : page(title, body)
}

export const showTalk = async (visit: Visit): Promise<Answer> => shown(visit, await look(visit, 'read'))

/** Whoever has the family opens it; to everybody else it is not there. */
export const beginTalk = async ({ db, params, clock }: Visit): Promise<Answer> => {
  const { id } = params
  if (!isId(id) || !(await openFor(db, id, clock))) throw new Refusal('unknown')
  db.audit('write', 'family', id)
  return see(addressOf(id))
}

const readNext = (typed: string, on: Day): { day?: Day } | { fault: string } => {
  if (!typed) return {}
  const read = readDay(typed)
  if (!read) return { fault: 'Skriv dagen som 3.12.2026, eller lad feltet stå tomt.' }
  if (read <= on) return { fault: 'Vælg en dag efter i dag.' }
  if (read > `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`) return { fault: 'Vælg en dag inden for et år.' }
  return { day: read }
}

/** Who was in the room decides first: when she was not alone there is no answer to note, only a new day. */
export const ask = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit, 'write')
  const { family, file, day } = around
  const from = file.asked[0]?.state ?? 'none'
  const alone = field(form, 'alone')
  const given = field(form, 'answer')
  const answer = answersFrom(from).find(verb => verb === given)
  const next = readNext(field(form, 'nextOn'), day)
  const words = field(form, 'words')
  const verb: ScreeningVerb | undefined =
    field(form, 'undo') === 'ja' ? 'undo' : alone === 'no' ? 'notAlone' : alone === 'yes' ? answer : undefined
  const errors: FieldError[] = [
    ...(alone === 'yes' || alone === 'no' || verb === 'undo'
      ? []
      : [{ field: 'alone', message: 'Skriv, om hun var alene. Det afgør, om svaret kan bruges.' }]),
    ...(alone === 'yes' && !answer && verb !== 'undo'
      ? [{ field: 'answer', message: 'Vælg, hvad hun svarede. "Hun ville ikke svare" er også et svar.' }]
      : []),
    ...(verb === 'notAlone' && !verbs.notAlone.from.includes(from)
      ? [{ field: 'alone', message: 'Det, hun har fortalt, står. Skriv mere, når I har talt sammen alene.' }]
      : []),
    ...('fault' in next ? [{ field: 'nextOn', message: next.fault }] : []),
    ...(words.length > 4000 ? [{ field: 'words', message: 'Skriv højst 4000 tegn.' }] : []),
  ]
  if (!verb || 'fault' in next || errors.length > 0) return shown(visit, around, form, errors)
  const state = await noteAnswer(
    db,
    { family: family.id, person: family.pregnant.id },
    {
      verb,
      alone: verb === 'undo' ? null : alone === 'yes',
      words: words || null,
      nextOn: next.day,
      seen: Number(field(form, '_version')),
    },
    clock,
  )
  return state ? see(addressOf(family.id), 'Gemt.') : clash(around, words)
}

const planFields = ['signs', 'waysOut', 'people', 'packed'] as const

export const savePlan = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit, 'write')
  const { family } = around
  const plan = Object.fromEntries(planFields.map(name => [name, field(form, name)])) as Record<
    (typeof planFields)[number],
    string
  >
  const errors = planFields
    .filter(name => plan[name].length > 4000)
    .map(name => ({ field: name, message: 'Skriv højst 4000 tegn.' }))
  if (errors.length > 0) return shown(visit, around, form, errors)
  const where = { family: family.id, person: family.pregnant.id }
  const kept = await keepPlan(db, where, plan, Number(field(form, '_version')), clock.now())
  return kept ? see(addressOf(family.id), 'Gemt.') : clash(around, Object.values(plan).join('\n'))
}

export const saveNote = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit, 'write')
  const words = field(form, 'note')
  if (!words || words.length > 10_000)
    return shown(visit, around, form, [{ field: 'note', message: 'Skriv notatet, højst 10.000 tegn.' }])
  const { family } = around
  await keepNote(db, { family: family.id, person: family.pregnant.id }, words, clock.now())
  return see(addressOf(family.id), 'Gemt.')
}

/** A colleague by name, with a reason and a last day. */
export const nameOne = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit, 'write')
  const { family, others, day } = around
  const to = others.find(one => one.id === field(form, 'to'))
  const reason = field(form, 'reason')
  const next = readNext(field(form, 'until'), day)
  const last = 'day' in next ? next.day : undefined
  const fault = 'fault' in next ? next.fault : last ? undefined : 'Skriv den sidste dag, højst et år frem.'
  const errors: FieldError[] = [
    ...(to ? [] : [{ field: 'to', message: 'Vælg en kollega.' }]),
    ...(reason && reason.length <= 500 ? [] : [{ field: 'reason', message: 'Skriv hvorfor, højst 500 tegn.' }]),
    ...(fault ? [{ field: 'until', message: fault }] : []),
  ]
  if (!to || !last || errors.length > 0) return shown(visit, around, form, errors)
  const until = instantOf(last, '23:59')
  const given = await nameColleague(db, { family: family.id, staff: to.id, reason, until }, clock.now())
  return given ? see(addressOf(family.id), 'Gemt.') : notHers(visit, around)
}

const notHers = (visit: Visit, around: Around): Answer =>
  shown(visit, around, visit.form, [
    {
      field: 'to',
      message: 'Kun den, der har ansvaret, og den, der har talt med hende, kan give eller afslutte adgang.',
    },
  ])

/** Ends what was given: a row as well. */
export const endOne = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock, actor } = visit
  const around = await look(visit, 'write')
  const { family, file } = around
  const one = file.named.find(other => other.staff === field(form, 'stop'))
  // Nobody by that name here: then there is nothing to end.
  if (!one) return see(addressOf(family.id))
  const at = clock.now()
  const ended = await nameColleague(db, { family: family.id, staff: one.staff, reason: 'Afsluttet', until: at }, at)
  if (!ended) return notHers(visit, around)
  return see(one.staff === actor.staff ? `/familier/${family.id}/opgaver` : addressOf(family.id), 'Gemt.')
}

const clash = (around: Around, yours: string): Answer =>
  page(
    title,
    conflict({
      by: 'En kollega',
      at: 'imens',
      fields: [{ label: 'Det, du skrev', saved: '', yours }],
      form: html`<p>Åbn siden igen, og skriv det, du vil gemme.</p>`,
      keep: { href: addressOf(around.family.id), text: 'Åbn siden igen' },
    }),
    { status: 409 },
  )

export const heading = (family: Family) => html`<h1>${title}</h1>
<p class="bb-lead">${calledBy(family.pregnant)}</p>
${actions(linkButton({ href: `/familier/${family.id}/opgaver`, text: 'Tilbage' }))}`
