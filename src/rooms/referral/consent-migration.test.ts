import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, rulesWithoutColumns, type TestDatabase } from '../../../test/support/database.ts'
import { findMigrations, migrate } from '../../kernel/migrate.ts'
import { resources } from '../../rooms.ts'

let database: TestDatabase
let client: pg.Client
before(async () => {
  database = await freshDatabase({ empty: true })
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

const rowsOf = async (text: string, values: unknown[] = []) => (await client.query(text, values)).rows

test('A database in use keeps its consents: what Amina said yes to still holds, and what Oda took back stays taken back', async () => {
  const all = findMigrations()
  const since = all.filter(({ name }) => name < '20261126')
  await migrate(database.ownerUrl, 'brobygger_test_app', rulesWithoutColumns, since)
  const [region, ngo, karen] = [randomUUID(), randomUUID(), randomUUID()]
  await client.query('set session_replication_role = replica')
  await client.query(
    "insert into govern.organisation (id, key, name, kind) values ($1, 'r', 'Regionen', 'region'), ($2, 'n', 'Foreningen', 'ngo')",
    [region, ngo],
  )
  await client.query(
    "insert into govern.staff (organisation, id, name, title, role, email, starts_on) values ($1, $2, 'Karen Test Lund', 'Jordemoder', 'referrer', 'karen@example.org', '2020-01-01')",
    [region, karen],
  )
  const refer = async (until: string | null) => {
    const [id, own, theirs] = [randomUUID(), randomUUID(), randomUUID()]
    for (const [organisation, other, family, side] of [
      [region, ngo, own, 'sender'],
      [ngo, region, theirs, 'receiver'],
    ])
      await client.query(
        `insert into referral.referral (organisation, id, family, side, other_organisation, link, reference, programme, agreement, referred_by,
          consent_scope, consent_form, consent_oral_reason, consent_given_on, consent_until, consent_feedback, snapshot, created_by, sent_at)
        values ($1, $2, $3, $4, $5, gen_random_uuid(), $6, 'syddanmark', gen_random_uuid(), 'Karen',
          '{identity,contact}', 'oral', 'De talte i telefon', '2026-11-20', '2027-11-20', 'status', $7, $8, '2026-11-20T12:00:00Z')`,
        [
          organisation,
          id,
          family,
          side,
          other,
          `${side}-${id.slice(0, 4)}`,
          JSON.stringify({ consentUntil: until }),
          side === 'sender' ? karen : ngo,
        ],
      )
    return { id, own, theirs }
  }
  const amina = await refer('2027-11-20')
  const oda = await refer(null)
  await client.query('set session_replication_role = default')

  await migrate(database.ownerUrl, 'brobygger_test_app', resources, all)

  const consents = await rowsOf(
    `select family, other_organisation, other_family, basis, form, oral_reason, witness, parts, feedback, until::text,
      exists (select from govern.consent_end e where e.consent = c.id) as ended from govern.consent c order by ended`,
  )
  const kept = {
    other_organisation: ngo,
    basis: 'SUL43',
    form: 'oral',
    oral_reason: 'De talte i telefon',
    witness: karen,
    parts: ['identity', 'contact'],
    feedback: 'status',
    until: '2027-11-20',
  }
  assert.deepEqual(consents, [
    { family: amina.own, other_family: amina.theirs, ...kept, ended: false },
    { family: oda.own, other_family: oda.theirs, ...kept, ended: true },
  ])
  const rests = await rowsOf(
    'select id, count(consent)::int as n, count(distinct consent)::int as one from referral.referral group by id',
  )
  assert.deepEqual(
    new Map(rests.map(row => [row.id, [row.n, row.one]])),
    new Map([
      [amina.id, [2, 1]],
      [oda.id, [0, 0]],
    ]),
  )
  const opened = await rowsOf(
    `select "case", until > now() as open from kernel.access where organisation = $1 order by open`,
    [ngo],
  )
  assert.deepEqual(opened, [
    { case: oda.own, open: false },
    { case: amina.own, open: true },
  ])
})
