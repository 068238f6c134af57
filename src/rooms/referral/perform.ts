import { type Clock, type Day, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { tell } from '../../kernel/outbox.ts'
import { type Full, holdingOf, lockPlaces } from '../caseload/index.ts'
import { type Amendment, applyAmendment, reaches, readAmendment } from './amend.ts'
import { fullFor, refreshCapacity } from './capacity.ts'
import { contextOf } from './clocks.ts'
import type { Command, Person, RefusalCode, Snapshot, StateRow } from './commands.ts'
import type { FieldError } from './form.ts'
import { keep, stageOf, withHolder } from './keep.ts'
import { step } from './machine.ts'
import { blindTransitions, concernsSender, consented, copyModel, newsFor, sightOf } from './mask.ts'
import { mayCare, type Referrers, referrersOn } from './people.ts'
import { amendable } from './reasons.ts'
import { isOpen, type Side, type State } from './states.ts'
import { type Change, lockReceived, lockReferral, markReceived, type Referral, referralOf } from './store.ts'
import { write } from './trail.ts'
import type { Verb } from './transitions.ts'

/** Why a command was not carried out: the machine's word, or that somebody came first, or that it is full. */
export type Refused = {
  ok: false
  refusal: RefusalCode | 'changedSince' | 'noRoom' | 'valueWrong'
  errors?: FieldError[]
  /** With 'noRoom': which limit is reached. */
  full?: Full
}
export type Performed =
  | {
      ok: true
      /** Where it stands for the side that acted. */
      state: State
      version: number
      family: Id
      /** What the receiver has promised next, and by when. */
      promised: Day | null
    }
  | Refused

type Act = { id: Id; command: Command; clock: Clock; side: Side; by: Person; seen?: number }
type Done = { ok: true; before: Snapshot; row: StateRow; family: Id; version: number } | Refused

const refuse = (refusal: Refused['refusal'], errors?: FieldError[]): Refused => ({ ok: false, refusal, errors })
const meOf = (db: Db): Person => ({ org: db.actor.organisation, person: db.actor.staff })

/**
 * One command on a referral by the one who is signed in: locks, asks the machine, writes the row on both sides, moves
 * the caseload and tells the news, all in this transaction. `seen` is the version she looked at.
 */
export const perform = async (db: Db, id: Id, command: Command, clock: Clock, seen?: number): Promise<Performed> => {
  const referral = await startOf(db, id)
  const side = db.actor.role === 'across' ? 'system' : referral.side
  const act: Act = { id, command, clock, side, by: meOf(db), seen }
  if (!namesSomebody.includes(command.verb)) return run(db, referral, act)
  // She may leave between the question whether she works here and the answer: then nothing of it has happened.
  const done = await db.attempt(() => run(db, referral, act))
  if (done.ok) return done.value
  if (done.constraint === 'holding_holder_works_here') return refuse('personMissing')
  throw new Error(`refused by ${done.constraint}`)
}

/** The same from a side given: the receipt, a loss and a consent taken back are the house's own doing. */
export const performFrom = async (db: Db, id: Id, command: Command, clock: Clock, side: Side): Promise<Performed> =>
  run(db, await startOf(db, id), { id, command, clock, side, by: meOf(db) })

// The receiver's row is what everybody locks first; a sender reaches it through her own.
const startOf = async (db: Db, id: Id): Promise<Referral> => (await lockReceived(db, id)) ?? (await referralOf(db, id))

const run = async (db: Db, referral: Referral, act: Act): Promise<Performed> => {
  if (referral.side === 'receiver') return atReceiver(db, referral, act)
  // A version tells of every step at the receiver, so the sender's own copy is what she has seen.
  if (act.seen !== undefined && act.seen !== referral.version) return refuse('changedSince')
  const amendment = await amendmentOf(db, referral, act.command, act.clock)
  if (amendment && 'ok' in amendment) return amendment
  const judgedByHer = act.side === 'sender' || act.command.verb === 'consentWithdrawn'
  // Before the receipt all that happens is her own house's doing, and she sees it as it is.
  const blind = judgedByHer && referral.receivedAt !== null && sightOf(referral.snapshot, today(act.clock)) === 'none'
  const over = !consented(referral.snapshot, today(act.clock))
  if (over && act.command.verb === 'answerInformation') return refuse('noConsent')
  const outOfScope = amendment !== undefined && (over || !reaches(amendment.field, referral.consent.scope))
  if (blind || outOfScope) return blindly(db, referral, act, amendment, outOfScope)
  // Asked before reaching over: beyond, this house's own people are out of reach.
  const referrers = await referrersFor(db, referral, act)
  const done = await db.through(referral.link, beyond =>
    atTruth(beyond, { ...act, seen: undefined }, referrers, amendment),
  )
  if (!done.ok) return done
  if (amendment) await applyAmendment(db, referral, amendment, act.clock)
  const copy = await tellSender(db, act, done, changeOf(amendment))
  return { ok: true, ...copy, family: referral.family, promised: promisedIn(done.row) }
}

const promisedIn = (row: StateRow): Day | null => row.after.nextStep?.promised ?? null

const asksForReferrer: readonly Verb[] = [
  'handOver',
  'redirect',
  'decline',
  'womanDeclines',
  'giveUp',
  'closeAsMistaken',
  'consentWithdrawn',
]
const referrersFor = async (db: Db, referral: Referral, { command, clock }: Act): Promise<Referrers | undefined> =>
  asksForReferrer.includes(command.verb) ? referrersOn(db, today(clock), referral.snapshot.referrer.person) : undefined

const amendmentOf = async (db: Db, referral: Referral, command: Command, clock: Clock) => {
  // A field that cannot be corrected is the machine's to refuse.
  if (command.verb !== 'amend' || !amendable.includes(command.field)) return undefined
  const reading = await readAmendment(db, referral, command.field, command.value, today(clock))
  return reading.value ?? refuse('valueWrong', reading.errors)
}

const changeOf = (amendment: Amendment | undefined): Change | null => amendment?.change ?? null

const atReceiver = async (db: Db, referral: Referral, act: Act): Promise<Performed> => {
  const referrers = asksForReferrer.includes(act.command.verb)
    ? await db.through(referral.link, beyond => referrersFor(beyond, referral, act))
    : undefined
  const done = await atTruth(db, act, referrers, undefined, referral)
  if (!done.ok) return done
  if (concernsSender(done.row, done.before, sightOf(done.before, today(act.clock))))
    await db.through(referral.link, beyond => tellSender(beyond, act, done, null))
  return {
    ok: true,
    state: done.row.to,
    version: done.version,
    family: referral.family,
    promised: promisedIn(done.row),
  }
}

/** The step itself, on the receiver's row. */
const atTruth = async (
  db: Db,
  act: Act,
  referrers: Referrers | undefined,
  amendment: Amendment | undefined,
  locked?: Referral,
): Promise<Done> => {
  const { id, command, clock, side, by, seen } = act
  const referral = locked ?? (await lockReferral(db, id))
  if (seen !== undefined && referral.version !== seen) return refuse('changedSince')
  const day = today(clock)
  const held = await holdingOf(db, referral.family)
  const now = withPresentReferrer(withHolder(referral.snapshot, referral, held), referrers)
  const last = referral.last && { ...referral.last, before: whileConsented(referral.last.before, day) }
  const model = { receiverOrg: referral.organisation, now: whileConsented(now, day), last }
  const outcome = step(model, command, await contextOf(db, referral.agreement, side, by, clock))
  if (!outcome.ok) return outcome
  const row = outcome.rows[0]
  const hindrance = await hindranceOf(db, referral, now, row.after, act, referrers)
  if (hindrance) return hindrance
  const changed = amendment ? await applyAmendment(db, referral, amendment, clock) : referral
  await write(db, referral, row, changeOf(amendment))
  await keep(db, changed, row.after, held, clock.now())
  // From across only this one family is in sight, so the room that is left is counted after commit.
  const recount = placeOf(now) !== placeOf(row.after) || referral.site !== changed.site
  const across = db.actor.role === 'across'
  if (recount && !across) await refreshCapacity(db, [referral.site, changed.site], clock.now())
  await tell(db, {
    kind: 'referral.changed',
    referral: id,
    family: referral.family,
    state: row.to,
    ...(recount && across ? { recount } : {}),
  })
  return { ok: true, before: now, row, family: referral.family, version: referral.version + 1 }
}

// A consent that has run out tells nothing more: the follow-up then stays with the one who closed.
const whileConsented = (now: Snapshot, day: Day): Snapshot => ({ ...now, feedback: sightOf(now, day) })

// What of a state counts for the room there is: who has her, and whether she has a place or waits for one.
const placeOf = (now: Snapshot): string =>
  isOpen(now.state) && now.state !== 'sent' ? `${stageOf(now)} ${now.holder?.person}` : ''

/** Whoever is to talk with her after a closing must still work there. */
const withPresentReferrer = (now: Snapshot, referrers: Referrers | undefined): Snapshot =>
  referrers && !now.followUp
    ? { ...now, referrer: { ...now.referrer, person: referrers.present(now.referrer.person) } }
    : now

const namesSomebody: readonly Verb[] = ['receive', 'assign', 'handOver', 'undo']

/** What the machine cannot know: whether the person works there today, and whether there is room. */
const hindranceOf = async (
  db: Db,
  referral: Referral,
  before: Snapshot,
  after: Snapshot,
  act: Act,
  referrers: Referrers | undefined,
): Promise<Refused | null> => {
  const day = today(act.clock)
  if (act.command.verb === 'askForInformation' && !consented(before, day)) return refuse('noConsent')
  const named = after.followUp ?? after.holder
  if (named && namesSomebody.includes(act.command.verb)) {
    const here = named.org === db.actor.organisation
    const works = here ? await mayCare(db, day, named.person) : (referrers?.works(named.person) ?? true)
    if (!works) return refuse(act.command.verb === 'undo' ? 'nothingToUndo' : 'personMissing')
  }
  const takes = stageOf(after) === 'active' && after.holder?.org === db.actor.organisation
  const had = stageOf(before) === 'active' && before.holder?.person === after.holder?.person
  if (!takes || had || act.side === 'system' || !after.holder) return null
  await lockPlaces(db, after.holder.person, referral.site)
  const full = await fullFor(db, after.holder.person, referral.site)
  return full ? { ...refuse('noRoom'), full } : null
}

/** The sender's copy, as far as the woman lets it follow. Runs as the sender. */
const tellSender = async (
  db: Db,
  act: Act,
  done: Done & { ok: true },
  change: Change | null,
): Promise<{ state: State; version: number }> => {
  const copy = await lockReferral(db, act.id)
  const held = await holdingOf(db, copy.family)
  const at = act.clock.now()
  const received = done.row.verb === 'receive'
  const news = await newsOf(db, copy, act, done)
  if (received) await markReceived(db, copy, at)
  if (news) {
    await write(db, copy, news, change)
    await tell(db, { kind: 'referral.changed', referral: copy.id, family: copy.family, state: news.to })
  }
  // Her duty is over when the receiver has the family, whether or not she is told what happens there.
  const after =
    received || !news ? { ...done.row.after, followUp: (news?.after ?? copy.snapshot).followUp } : news.after
  await keep(db, copy, after, held, at)
  return { state: news?.to ?? copy.state, version: copy.version + (news ? 1 : 0) }
}

const newsOf = async (db: Db, copy: Referral, act: Act, { row, before }: Done & { ok: true }) => {
  if (copy.receivedAt === null && row.verb !== 'receive') return row
  const sight = sightOf(before, today(act.clock))
  return row.verb === 'consentWithdrawn' && sight === 'none'
    ? ownStep(db, copy, act)
    : newsFor(row, before, copy.snapshot, sight)
}

const ownStep = async (db: Db, copy: Referral, act: Act): Promise<StateRow | null> => {
  const context = await contextOf(db, copy.agreement, act.side, act.by, act.clock)
  const held = await holdingOf(db, copy.family)
  const model = copyModel(copy.otherOrganisation, withHolder(copy.snapshot, copy, held))
  const outcome = step(model, act.command, context, blindTransitions)
  return outcome.ok ? outcome.rows[0] : null
}

/**
 * An act of a sender who is told nothing: judged by her own copy, so that the answer is the same wherever the referral
 * stands. It reaches the receiver if it still can.
 */
const blindly = async (
  db: Db,
  referral: Referral,
  act: Act,
  amendment: Amendment | undefined,
  outOfScope: boolean,
): Promise<Performed> => {
  // The receiver's row is locked first by everybody, also when it turns out to be of no use.
  await db.through(referral.link, beyond => lockReferral(beyond, act.id))
  const copy = await lockReferral(db, act.id)
  const held = await holdingOf(db, copy.family)
  const model = copyModel(copy.otherOrganisation, withHolder(copy.snapshot, copy, held))
  const context = await contextOf(db, copy.agreement, act.side, act.by, act.clock)
  const outcome = step(model, act.command, context, blindTransitions)
  if (!outcome.ok) return outcome
  const row = outcome.rows[0]
  const referrers = await referrersFor(db, copy, act)
  const named = row.after.followUp ?? row.after.holder
  if (act.command.verb === 'handOver' && !(named && referrers?.works(named.person))) return refuse('personMissing')
  const changed = amendment ? await applyAmendment(db, referral, amendment, act.clock) : copy
  await write(db, copy, row, changeOf(amendment))
  if (!outOfScope)
    await db.through(referral.link, beyond => atTruth(beyond, { ...act, seen: undefined }, referrers, amendment))
  const duty = copy.receivedAt && row.after.state === 'sent' ? { ...row.after, holder: null } : row.after
  await keep(db, changed, duty, held, act.clock.now())
  await tell(db, { kind: 'referral.changed', referral: copy.id, family: copy.family, state: row.to })
  return { ok: true, state: row.to, version: copy.version + 1, family: copy.family, promised: null }
}
