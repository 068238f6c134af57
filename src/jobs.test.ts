import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../test/support/database.ts'
import { type World, world } from '../test/support/world.ts'
import { type SystemTokens, systemTokens } from './commands/databases.ts'
import { mailHeads, runJobs, startJobs } from './jobs.ts'
import { openHeads } from './kernel/audit-heads.ts'
import { forgetFormTokens } from './kernel/form-token.ts'
import { newId } from './kernel/ids.ts'
import { tell } from './kernel/outbox.ts'
import { hold } from './rooms/caseload/index.ts'
import { openFamily } from './rooms/family/index.ts'
import type { Mail, MailGateway } from './rooms/message/index.ts'

let w: World
let system: SystemTokens | undefined
let sent: Mail[] = []
let broken = false
const gateway: MailGateway = {
  async send(mail) {
    if (broken) throw new Error('no mail server')
    sent.push(mail)
  },
}

beforeEach(async () => {
  await system?.close()
  await w?.close()
  w = await world('2026-11-23T15:30:00+01:00')
  system = await systemTokens(w.source.ownerUrl)
  sent = []
  broken = false
})
after(async () => {
  await system?.close()
  await w.close()
})

const parts = () => ({
  database: w.database,
  tokens: system?.tokens ?? [],
  clock: w.clock,
  gateway,
  baseUrl: 'https://hus.example',
  digestFrom: '15.00',
})
const round = async () => {
  for (const { token } of system?.tokens ?? []) await runJobs(parts(), token)
}
const news = (who: World['karen'], referral = newId()) =>
  who.does(db => tell(db, { kind: 'feedback.given', referral, family: newId(), to: who.id }))

test('Jordemoder Karen gets one mail a day, with a number and nothing of the content', async () => {
  await news(w.karen)
  await news(w.karen)
  await news(w.mette)
  await round()
  await round()
  assert.deepEqual(sent.map(mail => mail.to).sort(), ['karen@example.org', 'mette@example.org'])
  const hers = sent.find(mail => mail.to === 'karen@example.org')
  assert.match(hers?.text ?? '', /^Der er nyt om 2 af dine henvisninger\. Log ind for at se det\./)
  assert.doesNotMatch(`${hers?.subject}${hers?.text}`, /[0-9a-f]{8}-|http/)
})

test('What comes after the day’s mail waits for tomorrow’s', async () => {
  await news(w.karen)
  await round()
  await news(w.karen)
  await news(w.karen)
  await round()
  assert.equal(sent.length, 1)
  w.clock.set('2026-11-24T09:00:00+01:00')
  await round()
  assert.equal(sent.length, 1, 'the morning is too early: more may come')
  w.clock.set('2026-11-24T15:00:00+01:00')
  await round()
  assert.match(sent[1]?.text ?? '', /nyt om 2 af/)
})

test('The same news delivered twice, or by two at once, is one mail and one row', async () => {
  const referral = newId()
  await news(w.karen, referral)
  await news(w.karen, referral)
  await Promise.all([round(), round()])
  assert.equal(sent.length, 1)
  assert.match(sent[0]?.text ?? '', /nyt om 1 af/)
  const rows = await asKeeper<{ count: number }[]>(w.source.ownerUrl, async kysely => {
    const found = await sql<{ count: number }>`select count from message.sent`.execute(kysely)
    return found.rows
  })
  assert.deepEqual(rows, [{ count: 1 }])
})

test('A mail that does not leave is tried again, and nothing is noted as sent', async () => {
  await news(w.karen)
  broken = true
  await round()
  assert.equal(sent.length, 0)
  broken = false
  await round()
  assert.equal(sent.length, 1)
})

test('When the event names the house alone, the one who had the family is told', async () => {
  const family = await w.karen.does(async db => {
    const site = db.actor.sites[0] ?? null
    const made = await openFamily(db, { site, pregnant: { name: 'Karla Test Hansen' } }, w.clock.now())
    const step = { stage: 'active', step: 'contact', due: '2026-11-24', dueAt: null } as const
    await hold(
      db,
      { family: made, holder: w.karen.id, ...step, subject: 'referral', subjectId: newId(), track: null, site },
      null,
      w.clock.now(),
    )
    await tell(db, { kind: 'feedback.given', referral: newId(), family: made, to: db.actor.organisation })
    return made
  })
  await round()
  assert.deepEqual(
    sent.map(mail => mail.to),
    ['karen@example.org'],
  )
  assert.ok(!sent[0]?.text.includes(family))
})

test('Nobody who has left gets a mail', async () => {
  await news(w.mette)
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update govern.staff set ends_on = '2026-11-23', left_at = now() where id = ${w.mette.id}`.execute(kysely),
  )
  await round()
  assert.equal(sent.length, 0)
})

test('Form tokens older than two days are forgotten, newer ones kept', async () => {
  for (const hours of [49, 47])
    await asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into kernel.form (organisation, staff, token, digest, at)
        values (${w.lone.organisation}, ${w.lone.id}, ${newId()}, 'x', now() - make_interval(hours => ${hours}))`.execute(
        kysely,
      ),
    )
  for (const { token } of system?.tokens ?? []) await w.database.asActor(token, 'test', forgetFormTokens)
  const left = await w.lone.does(db => sql<{ n: number }>`select count(*) as n from kernel.form`.execute(db.tables()))
  assert.equal(left.rows[0]?.n, 1)
})

test('Started, it delivers by itself; stopped, it does nothing more', async () => {
  await news(w.karen)
  const first = Promise.withResolvers<void>()
  const telling: MailGateway = {
    async send(mail) {
      sent.push(mail)
      first.resolve()
    },
  }
  const jobs = startJobs({ ...parts(), gateway: telling }, 60_000)
  await first.promise
  await jobs.stop()
  await news(w.mette)
  assert.equal(sent.length, 1)
})

test('The system’s sessions are closed at stop, and no page can open one', async () => {
  const token = system?.tokens[0]?.token ?? ''
  await w.database.asActor(token, 'test', async db => assert.equal(db.actor.role, 'system'))
  await system?.close()
  system = undefined
  await assert.rejects(
    w.database.asActor(token, 'test', async () => undefined),
    /signedOut/,
  )
  await assert.rejects(
    w.lone.does(db =>
      sql`select kernel.open_session('x', ${w.lone.id}, ${w.lone.organisation}, 'system', '{}', 5)`.execute(
        db.tables(),
      ),
    ),
    /permission denied/,
  )
})

test('The trail is sealed by the jobs, its heads go to the file, and once a day to the witnesses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-jobs-'))
  const file = join(folder, 'heads.jsonl')
  const heads = openHeads(file)
  await w.lone.does(async db => db.audit('read', 'family', newId()))
  const jobs = startJobs({ ...parts(), heads, auditMail: ['vidne@example.org'] }, 5)
  try {
    for (let tries = 0; readFileSync(file, 'utf8') === '' && tries < 2_000; tries++)
      await new Promise(resolve => setTimeout(resolve, 5))
  } finally {
    await jobs.stop()
  }
  const [line = ''] = readFileSync(file, 'utf8').split('\n')
  assert.deepEqual(Object.keys(JSON.parse(line)).sort(), ['at', 'head', 'organisation', 'rows', 'seal'])
  sent = []
  await mailHeads({ ...parts(), heads, auditMail: ['vidne@example.org'] })
  await mailHeads({ ...parts(), heads, auditMail: ['vidne@example.org'] })
  assert.equal(new Set(sent.map(mail => mail.id)).size, 1, 'the same mail again is the same mail')
  assert.match(sent[0]?.text ?? '', new RegExp(JSON.parse(line).head))
  rmSync(folder, { recursive: true })
})

test('A change that reaches one family alone asks for a recount: the free places are right after the next round', async () => {
  const capacity = () =>
    asKeeper<number | undefined>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{ free: number }>`select c.free from referral.capacity c
        join govern.site s on s.id = c.site where s.key = 'odense'`.execute(kysely)
      return rows[0]?.free
    })
  const changed = (more: object) =>
    w.bente.does(db => tell(db, { kind: 'referral.changed', referral: newId(), family: newId(), state: 'x', ...more }))
  await changed({})
  await round()
  assert.equal(await capacity(), undefined, 'what was counted with the change is not counted again')
  await changed({ recount: true })
  await round()
  assert.equal(await capacity(), 12)
})
