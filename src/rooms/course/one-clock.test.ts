import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { startedCourse, talk } from './course.testing.ts'

let w: World
before(async () => {
  w = await world('2026-09-01T09:00:00+02:00')
})
after(() => w.close())

test('Amina’s course has one clock: Bente, Lone and Karen read no broken promise while a talk is booked', async () => {
  const { referral } = await startedCourse(w, { day: '2026-09-01', first: talk(w, '2026-12-02', '10:00') })
  w.clock.set('2026-11-23T09:00:00+01:00')
  const inbox = await w.bente.get('/henvisninger?vis=startede')
  assert.match(inbox.text, /Amina Test Hansen .*om 7 hverdage Startet/)
  assert.doesNotMatch(inbox.text, /over /)
  assert.match((await w.lone.get('/arbejdsliste')).text, /0 løfter er brudt/)
  const mine = await w.karen.get('/mine-henvisninger')
  assert.match(
    mine.text,
    /Undervejs i gang Amina Test Hansen .*sendt 1\. september 2026 Startet\. Næste besked, når forløbet er slut/,
  )
  assert.doesNotMatch(mine.text, /hverdage? over/)
  const hers = await w.karen.get(`/henvisninger/${referral}`)
  assert.match(hers.text, /Startet Forløbet er begyndt\. Du får besked, når det er slut/)
  assert.doesNotMatch(hers.text, /over Senest|Senest/)
})
