import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { testKeys } from '../../test/support/database.ts'
import { type World, world } from '../../test/support/world.ts'
import { connect } from '../kernel/database.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { watchKeys } from '../kernel/key-watch.ts'
import { heldFamily } from '../rooms/caseload/families.testing.ts'
import { familiesOf, findFamilies } from '../rooms/family/index.ts'
import { rotateKeys } from './rotate-keys.ts'

const first = Buffer.alloc(32, 7)

const find = (w: World, phone: string) =>
  w.bente.does(async db => {
    const ids = await findFamilies(db, { phone })
    return [...(await familiesOf(db, ids)).values()].map(family => family.pregnant.name)
  })

const plant = async (w: World, many: number) => {
  for (let n = 0; n < many; n++) await heldFamily(w, { pregnant: { name: `Amina${n} Test`, phone: `0000${1000 + n}` } })
}

test('The keys are changed while Bente works: nobody is lost, nothing fails, and the old key opens nothing new', async () => {
  const w = await world()
  const keeper = connectKeeper(w.source.ownerUrl)
  await plant(w, 20)
  const watch = await watchKeys(w.source.ownerUrl, first, testKeys)
  const next = randomBytes(32)
  let working = true
  let requests = 0
  const work = async () => {
    for (let n = 20; working; n++, requests++) {
      await heldFamily(w, { pregnant: { name: `Amina${n} Test`, phone: `0000${1000 + n}` } })
      const sought = n % 20
      assert.deepEqual(await find(w, `0000${1000 + sought}`), [`Amina${sought} Test`])
      assert.ok((await w.bente.get('/arbejdsliste')).status < 500)
    }
    return requests + 20
  }
  const busy = work()
  try {
    const done = await rotateKeys(keeper, first, next)
    assert.ok(done.wrapped >= 20 && !done.already)
    working = false
    const made = await busy
    assert.ok(requests > 3)
    await assert.rejects(openKeys(keeper, first), /Nøglen er ikke den/)
    assert.deepEqual(await rotateKeys(keeper, first, next), { wrapped: 0, already: true })
    // The program that ran on goes on, and one that starts with the new key finds and reads everybody.
    const reopened = connect(w.source.url, await openKeys(keeper, next), 2)
    for (let n = 0; n < made; n++) {
      assert.deepEqual(await find(w, `0000${1000 + n}`), [`Amina${n} Test`])
      const names = await reopened.asActor(w.bente.token, 'test', async db => {
        const ids = await findFamilies(db, { phone: `0000${1000 + n}` })
        return [...(await familiesOf(db, ids)).values()].map(family => family.pregnant.name)
      })
      assert.deepEqual(names, [`Amina${n} Test`])
    }
    await reopened.close()
  } finally {
    working = false
    await watch.stop()
    await keeper.close()
    await w.close()
  }
})

test('Interrupted anywhere, it is repeated without harm; a program that does not follow is waited for', async () => {
  testKeys.use({ wrap: [first], index: first })
  const w = await world()
  const keeper = connectKeeper(w.source.ownerUrl)
  await plant(w, 3)
  let watch = await watchKeys(w.source.ownerUrl, first, testKeys)
  const next = randomBytes(32)
  try {
    for (const stop of ['offered', 'wrapping', 'batch'] as const) {
      const interrupted = rotateKeys(keeper, first, next, {
        after: step => {
          if (step === stop) throw new Error('power cut')
        },
      })
      await assert.rejects(interrupted, /power cut/)
      for (const key of [first, next]) await openKeys(keeper, key)
      assert.deepEqual(await find(w, '00001001'), ['Amina1 Test'])
    }
    await watch.stop()
    // Knows another version and never learns: nothing is wrapped that it could not open.
    const deaf = new pg.Client({ connectionString: w.source.ownerUrl, application_name: 'brobygger keys older' })
    await deaf.connect()
    await assert.rejects(rotateKeys(keeper, first, next, { patience: 500 }), /har ikke lært den nye nøgle/)
    await deaf.end()
    watch = await watchKeys(w.source.ownerUrl, first, testKeys)
    await rotateKeys(keeper, first, next)
    assert.deepEqual(await find(w, '00001002'), ['Amina2 Test'])
  } finally {
    await watch.stop()
    await keeper.close()
    await w.close()
  }
})
