import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { systemTokens } from '../../commands/databases.ts'
import { draftsOf, forgetDrafts } from './draft.ts'
import { draftOn, seven } from './refer.testing.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

test('A draft nobody comes back to is gone on its day, though its page is never opened, and not a day before', async () => {
  const page = await w.karen.get('/henvis')
  await w.karen.submit(page, draftOn(page), { ...seven, go: 'close' })
  const system = await systemTokens(w.source.ownerUrl)
  const forgetOn = async (day: string) => {
    let gone = 0
    for (const { token } of system.tokens)
      gone += await w.database.asActor(token, 'outbox', db => forgetDrafts(db, day))
    return gone
  }
  assert.equal(await forgetOn('2027-02-21'), 0)
  assert.equal(await forgetOn('2027-02-22'), 1)
  assert.deepEqual(await w.karen.does(db => draftsOf(db, '2026-11-23')), [])
  await assert.rejects(
    w.karen.does(db => forgetDrafts(db, '2030-01-01')),
    /only the system/,
  )
  await system.close()
})
