import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { startedCourse, talk } from './course.testing.ts'
import { fileOf } from './store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

test('Lone writes what she and Amina talked about, though the agreement in force names no topics, and reads which one does', async () => {
  const { id } = await startedCourse(w, { day: '2026-11-23', first: talk(w, '2026-11-24', '10:00') })
  w.clock.set('2026-11-24T11:00:00+01:00')
  const [session] = await w.lone.does(async db => (await fileOf(db, id)).sessions)
  const address = `/forloeb/${id}/samtaler/${session?.id}`
  const page = await w.lone.get(address)
  assert.match(
    page.text,
    /Emnerne står i "Første partnerskabsaftale"\. "Ny partnerskabsaftale efter udbud" nævner ingen\./,
  )
  const fields = { tookPart: ['woman'], duration: '45', topics: ['economy', 'familyNetwork'], note: '' }
  const course = await w.lone.follow(await w.lone.submit(page, address, fields))
  assert.match(course.text, /Økonomi, familiens netværk/)
})
