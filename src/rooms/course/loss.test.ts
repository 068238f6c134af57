import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { holdingOf } from '../caseload/index.ts'
import { setPregnancy } from '../family/index.ts'
import { referralOf } from '../referral/index.ts'
import { acceptedReferral, startedCourse, talk } from './course.testing.ts'

let w: World
const monday = '2026-11-23'
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const step = async (family: string) => {
  const held = await w.lone.does(db => holdingOf(db, family))
  return held && [held.step, held.due]
}
const later = (instant: string) => w.clock.set(`${instant}+01:00`)
const lose = async (family: string) => {
  const page = await w.lone.get(`/familier/${family}/tab`)
  assert.match(page.text, /stopper alt, der ellers sker af sig selv/)
  const answer = await w.lone.submit(page, `/familier/${family}/tab`, { lostOn: '23.11.2026' })
  assert.equal(answer.status, 303, answer.text)
}

test('Amina loses her pregnancy: her course has one next step, to talk with her, and counts no weeks', async () => {
  const { id, family, referral } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-27', '10:00') })
  await w.lone.does(db => setPregnancy(db, family, { dueDate: '2027-03-01' }, w.clock.now()))
  assert.deepEqual(await step(family), ['session', '2026-11-27'])
  later('2026-11-24T09:00:00')
  await lose(family)
  assert.deepEqual(await step(family), ['afterLoss', '2026-11-27'], 'before the appointment comes')
  assert.equal((await w.lone.does(db => referralOf(db, referral))).snapshot.stopped, 'pregnancyLost')
  const page = await w.lone.get(`/forloeb/${id}`)
  assert.match(page.text, /Graviditeten er endt 23\. november 2026/)
  assert.doesNotMatch(page.text, /Uge \d/)
  const decided = await w.lone.submit(page, `/forloeb/${id}/efter-tabet`, { afterLoss: 'goOn' })
  assert.match((await w.lone.follow(decided)).text, /Vi har talt med hende efter tabet/)
  assert.deepEqual(await step(family), ['session', '2026-11-27'])
})

test('After the loss Amina wants no more: the end report is the next step, and nothing else is asked of her', async () => {
  const { id, family } = await startedCourse(w, { day: monday })
  await lose(family)
  assert.deepEqual(await step(family), ['afterLoss', '2026-11-30'])
  const page = await w.lone.get(`/forloeb/${id}`)
  assert.equal((await w.lone.submit(page, `/forloeb/${id}/efter-tabet`)).status, 422)
  await w.lone.submit(page, `/forloeb/${id}/efter-tabet`, { afterLoss: 'end' })
  assert.equal((await step(family))?.[0], 'endReport')
})

test('The loss was noted on the wrong woman: it is taken back by a new row, and her weeks and promises count again', async () => {
  const { id, family, referral } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-27', '10:00') })
  await w.lone.does(db => setPregnancy(db, family, { dueDate: '2027-03-01' }, w.clock.now()))
  later('2026-11-24T09:00:00')
  await lose(family)
  later('2026-11-24T09:05:00')
  const page = await w.lone.get(`/familier/${family}/tab`)
  await w.lone.submit(page, `/familier/${family}/tab/fortryd`)
  assert.deepEqual(await step(family), ['session', '2026-11-27'])
  assert.equal((await w.lone.does(db => referralOf(db, referral))).snapshot.stopped, null)
  const course = await w.lone.get(`/forloeb/${id}`)
  assert.match(course.text, /Uge \d/)
  assert.match(course.text, /Tabet var noteret ved en fejl/)
})

test('A woman whose course has not begun: nobody rings about it before she has been talked with, and the slip can be undone', async () => {
  const { referral } = await acceptedReferral(w, { day: monday })
  const { family } = await w.lone.does(db => referralOf(db, referral))
  await lose(family)
  assert.deepEqual(await step(family), ['afterLoss', '2026-11-30'])
  later('2026-11-23T09:05:00')
  await w.lone.submit(await w.lone.get(`/familier/${family}/tab`), `/familier/${family}/tab/fortryd`)
  assert.deepEqual(await step(family), ['firstSession', '2026-12-07'])
})

test('A day that is no day, or is to come, is said at the field, and nothing stops', async () => {
  const { family } = await startedCourse(w, { day: monday })
  const page = await w.lone.get(`/familier/${family}/tab`)
  for (const lostOn of ['', '31.2.2026', '24.11.2026', '1.1.2020']) {
    const answer = await w.lone.submit(page, `/familier/${family}/tab`, { lostOn })
    assert.equal(answer.status, 422)
  }
  assert.equal((await step(family))?.[0], 'bookSession')
})
