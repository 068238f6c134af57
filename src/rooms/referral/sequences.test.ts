import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { asKeeper } from '../../../test/support/database.ts'
import { type Person, type World, world } from '../../../test/support/world.ts'
import { addDays, type Clock, instantOf } from '../../kernel/clock.ts'
import { agreementById } from '../programme/index.ts'
import { dueFrom } from './clocks.ts'
import type { Command, Context, ReferralModel, Snapshot } from './commands.ts'
import { told as asTold } from './compare.ts'
import { dutyOf } from './keep.ts'
import { type Tale, tell } from './model.ts'
import { perform, performFrom } from './perform.ts'
import { type Dice, dice, randomCommand } from './random.ts'
import { amina } from './referral.testing.ts'
import { place } from './send.ts'
import { type State, states } from './states.ts'
import { type Referral, toReferral } from './store.ts'

// Random stories through PostgreSQL, side by side with the reference model; the promise that nobody is lost is asked of
// the database itself after every step. BROBYGGER_DB_SEQUENCES sets how many, BROBYGGER_SEED which.

const sequences = Number(process.env.BROBYGGER_DB_SEQUENCES ?? 300)
const seed = Number(process.env.BROBYGGER_SEED ?? 20261123)
const length = 50
const firstDay = '2026-11-13'

let w: World
let looking: pg.Pool
before(async () => {
  w = await world()
  looking = new pg.Pool({ connectionString: w.source.adminUrl, max: 4 })
  // Room for everybody: that a full week is refused is proved elsewhere.
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into govern.roster (organisation, staff, site, weekday, starts, ends)
      select s.organisation, s.id, t.id, d, '00:30', '23:30' from govern.staff s, govern.site t, generate_series(1, 7) d, generate_series(1, 5)
      where s.organisation = ${w.bente.organisation} and s.role in ('coordinator', 'counsellor') and t.key = 'odense'`.execute(
      kysely,
    ),
  )
})
after(async () => {
  await looking.end()
  await w.close()
})

const clockAt = (day: string): Clock => ({ now: () => instantOf(day, '10:00') })

/** The names of the stories as people of the two houses: whoever is named belongs to the house that has her. */
const cast = (name: string, house: Person[]): string =>
  name === '' ? '' : (house[['Karen', 'Lone', 'Bente', 'Mette', 'Line'].indexOf(name) % house.length] as Person).id

const withPeople = (command: Command, now: ReferralModel['now']): Command => {
  if (command.verb === 'amend') return { ...command, value: words[command.field as string] ?? {} }
  if (!('person' in command)) return command
  const atSender = command.verb === 'handOver' && (now.state === 'sent' || now.followUp?.side === 'sender')
  return { ...command, person: cast(command.person, atSender ? [w.karen, w.mette] : [w.bente, w.lone, w.grete]) }
}

const words: Record<string, Record<string, string | string[]>> = {
  name: { name: 'Amina Test Holm' },
  phone: { phone: '00 00 43 21' },
  birthDate: { birthDate: '3.4.1998' },
  dueDate: { dueDate: '1.4.2027' },
  childBirthDate: { dueDate: '', childBirthDate: '1.11.2026' },
  reasons: { reasons: ['anxiety'] },
  note: { note: 'Ny note' },
  track: { track: 't2' },
  site: { site: 'svendborg' },
  mode: { mode: 'video' },
  language: { language: 'so' },
  interpreter: { interpreter: 'no' },
  contact: { alone: 'yes', call: 'yes' },
}

interface Held {
  organisation: string
  holder: string
  due: string
  subject_id: string
}
interface Seen {
  truth: Referral
  copy: Referral
  held: Held[]
}

/** Both rows, and who has the family now, asked past all policies. */
const look = async (id: string): Promise<Seen> => {
  const { rows } = await looking.query(
    `select r.*, (select jsonb_agg(to_jsonb(h)) from caseload.holding h where h.organisation = r.organisation and h.family = r.family) as held
     from referral.referral r where r.id = $1 order by r.side`,
    [id],
  )
  // As the machine wrote it: what a later consent says instead is read beside it, and no story renews one.
  const [truth, copy] = rows.map(row => ({ ...toReferral(row), snapshot: row.snapshot as Snapshot }))
  assert.ok(truth && copy)
  const held = rows.flatMap(row => (row.held ?? []) as Held[])
  return {
    truth,
    copy,
    held: held.map(({ organisation, holder, due, subject_id }) => ({ organisation, holder, due, subject_id })),
  }
}

const begin = async (d: Dice, day: string): Promise<{ id: string; tale: Tale; seen: Seen }> => {
  const until = addDays(day, d.pick([0, 3, 365]))
  const content = amina(d.pick(['none', 'status', 'summary'] as const))
  content.consent = { ...content.consent, givenOn: day, until }
  const placed = await w.karen.does(db => place(db, content, clockAt(day)))
  assert.ok(placed.ok)
  const seen = await look(placed.id)
  const { truth } = seen
  const model = { receiverOrg: truth.organisation, now: truth.snapshot, last: null }
  return {
    id: placed.id,
    seen,
    tale: { receiver: truth.organisation, at: asTold(model), earlier: null, earlierVerb: null },
  }
}

const checkHolders = ({ truth, copy, held }: Seen, where: string) => {
  const atReceiver = dutyOf(truth.snapshot, 'receiver')
  // A copy that is told nothing stands still at 'sent'; only a follow-up of its own is a duty then.
  const sender = truth.state === 'sent' ? truth.snapshot : copy.snapshot
  const atSender = truth.state === 'sent' || copy.snapshot.followUp ? dutyOf(sender, 'sender') : null
  const expected = [
    ...(atReceiver ? [{ organisation: truth.organisation, ...atReceiver }] : []),
    ...(atSender ? [{ organisation: copy.organisation, ...atSender }] : []),
  ].map(({ organisation, holder, due }) => ({ organisation, holder, due, subject_id: truth.id }))
  assert.deepEqual(
    new Set(held.map(one => JSON.stringify(one))),
    new Set(expected.map(one => JSON.stringify(one))),
    where,
  )
  if (states[truth.state].open) assert.ok(atReceiver || truth.state === 'sent', `${where}: nobody has her`)
}

let taken = 0
const play = async (number: number): Promise<void> => {
  const d = dice(seed + number * 7919)
  const { clocks } = await w.karen.does(async db =>
    agreementById(
      db,
      (
        await sql<{
          id: string
        }>`select a.id from programme.agreement a join programme.programme p on p.id = a.programme
      where p.key = 'syddanmark' order by version desc, revision desc limit 1`.execute(db.tables())
      ).rows[0]?.id ?? '',
    ),
  )
  let day = firstDay
  let { id, tale, seen } = await begin(d, day)
  for (let at = 0; at < length; at += 1) {
    day = addDays(firstDay, at)
    const before = seen.truth
    if (before.state !== 'draft' && !before.snapshot.nextStep && !before.snapshot.followUp && d.next(2) === 0) {
      ;({ id, tale, seen } = await begin(d, day))
      continue
    }
    const drawn = randomCommand(d, before.state as State, at)
    const command = withPeople(drawn.command, before.snapshot)
    const side = drawn.context.side
    const actor = side === 'sender' ? w.karen : d.pick([w.bente, w.lone])
    const by = { org: actor.organisation, person: actor.id }
    const context: Context = { now: clockAt(day).now().toISOString(), today: day, side, by, due: dueFrom(clocks, day) }
    const lapsed = tale.at.consentUntil !== null && tale.at.consentUntil < day
    const silent = <T extends Tale['earlier']>(then: T): T => then && { ...then, feedback: 'none' }
    const now: Tale = lapsed ? { ...tale, at: silent(tale.at), earlier: silent(tale.earlier) } : tale
    const blind = side === 'sender' && (lapsed || tale.at.consentUntil === null || tale.at.feedback === 'none')
    const where = `seed ${seed}, sequence ${number}, step ${at}: ${before.state} ${command.verb} by ${side}`

    // Over the machine's own rules: when the consent is over no word passes from one house to the other.
    const mute = tale.at.consentUntil === null || lapsed
    const passes = !mute || !['askForInformation', 'answerInformation', 'amend'].includes(command.verb)
    const told = tell(now, command, context)
    const expected = passes || typeof told === 'string' ? told : 'noConsent'
    const done = await actor.does(db =>
      side === 'system' ? performFrom(db, id, command, clockAt(day), 'system') : perform(db, id, command, clockAt(day)),
    )
    // A machine is told of a withdrawal by the consent; here the consent is told by the machine.
    if (done.ok && command.verb === 'consentWithdrawn')
      await looking.query('update referral.referral set consent = null where id = $1', [id])
    seen = await look(id)
    const { truth } = seen
    if (typeof expected === 'string') {
      if (!blind) assert.equal(done.ok ? 'done' : done.refusal, expected, where)
      assert.equal(truth.version, before.version, `${where}: written although refused`)
    } else if (!blind || done.ok) {
      assert.ok(done.ok, `${where}: ${JSON.stringify(done)}`)
      const model = { receiverOrg: truth.organisation, now: truth.snapshot, last: truth.last }
      assert.deepEqual(asTold(model), expected.at, where)
      tale = expected
      taken += 1
    } else assert.equal(truth.version, before.version, where)
    checkHolders(seen, where)
  }
}

// In portions, so that a slow machine does not take one long test for a stuck one.
const portion = 50
for (let first = 0; first < sequences; first += portion) {
  const end = Math.min(first + portion, sequences)
  test(`random stories ${first + 1}-${end} through PostgreSQL agree with the model, and nobody is lost`, async t => {
    const started = performance.now()
    const before = taken
    let next = first
    const worker = async () => {
      try {
        while (next < end) await play(next++)
      } finally {
        next = end // one story that goes wrong ends the others too
      }
    }
    const ends = await Promise.allSettled([worker(), worker(), worker(), worker()])
    for (const one of ends) if (one.status === 'rejected') throw one.reason
    const seconds = Math.round((performance.now() - started) / 1000)
    t.diagnostic(`${(end - first) * length} steps, ${taken - before} taken, ${seconds} s`)
  })
}
