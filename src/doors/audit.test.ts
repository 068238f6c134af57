import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { walk } from '../../test/support/audit-walk.ts'
import { type World, world } from '../../test/support/world.ts'
import { heldFamily, mayBeCalled } from '../rooms/caseload/families.testing.ts'
import { setContactRule } from '../rooms/family/index.ts'

let w: World
let admin: pg.Client
before(async () => {
  w = await world()
  admin = new pg.Client({ connectionString: w.source.adminUrl })
  await admin.connect()
})
after(async () => {
  await admin.end()
  await w.close()
})

const count = async (from: string): Promise<number> =>
  (await admin.query(`select count(*) as n from ${from}`)).rows[0].n

test('A page whose line in the trail cannot be written is not shown, and nothing it did has happened', async () => {
  const { family } = await heldFamily(w, { pregnant: { name: 'Sofie Test Lauritsen' }, contact: mayBeCalled })
  assert.match((await w.lone.get(`/familier/${family}`)).text, /Sofie Test Lauritsen/)
  const rules = await count('family.contact_rule')
  await admin.query(`create function kernel.no_room() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
    create trigger no_room before insert on kernel.audit for each row execute function kernel.no_room()`)
  try {
    for (const path of [`/familier/${family}`, '/arbejdsliste']) {
      const page = await w.lone.get(path)
      assert.equal(page.status, 500)
      assert.doesNotMatch(page.html, /Sofie|Lauritsen/)
    }
    assert.equal((await w.lone.get('/familier')).status, 200, 'no person on it: nothing to write')
    const change = w.lone.does(async db => {
      const rule = { aloneWhenAsked: true, mayCall: false, mayText: false, mayLeaveMessage: false, readAlong: null }
      await setContactRule(db, family, { ...rule, bestHours: [], language: null, interpreter: false }, w.clock.now())
    })
    await assert.rejects(change, /disk full/)
    assert.equal(await count('family.contact_rule'), rules)
  } finally {
    await admin.query('drop trigger no_room on kernel.audit; drop function kernel.no_room()')
  }
  assert.equal((await w.lone.get(`/familier/${family}`)).status, 200)
})

test('A request that reads and changes leaves one row, which tells whom it changed', async () => {
  const { family } = await heldFamily(w, { contact: mayBeCalled, dueDate: '2027-02-01' })
  const start = await count('kernel.audit')
  const page = await w.lone.get(`/familier/${family}/termin`)
  assert.equal((await count('kernel.audit')) - start, 1)
  const answer = await w.lone.submit(page, `/familier/${family}/termin`, {
    kind: 'due',
    dueDate: '1.3.2027',
    due: '1.3.2027',
  })
  assert.equal((await count('kernel.audit')) - start, 2, `${answer.status}`)
  const { rows } = await admin.query(
    'select action, subjects, changed from kernel.audit where $1 = any(subjects) and action = $2',
    [family, 'write'],
  )
  for (const row of rows) assert.ok(row.changed.includes(family))
})

// node scripts/audit-complete.ts --requests 10000 walks much longer.
test('Two hundred requests at random: whoever is shown or changed stands in the trail, and every line has its request', async () => {
  const other = await world()
  try {
    const walked = await walk(other, 200, 11)
    assert.deepEqual(walked.missing, [])
    assert.deepEqual(walked.extra, [])
    assert.ok(walked.touching > 20 && walked.rows >= walked.touching, JSON.stringify(walked.statuses))
  } finally {
    await other.close()
  }
})
