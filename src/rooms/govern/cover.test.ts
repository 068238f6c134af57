import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, isWorkday } from '../../kernel/clock.ts'
import { coversOn, type Plan, whyNotAway, whyNotCover, workdaysIn } from './cover.ts'
import type { Colleague } from './staff.ts'

const colleague = (id: string, more: Partial<Colleague> = {}): Colleague => ({
  id,
  name: `${id} Test Ro`,
  title: 'Rådgiver',
  role: 'counsellor',
  sites: ['odense'],
  weeklyHours: 30,
  startsOn: '2022-05-01',
  endsOn: null,
  leftAt: null,
  ...more,
})
const on = (staff: string, weekday: number) => ({
  staff,
  site: 'odense',
  weekday,
  starts: '08:30',
  ends: '14:30',
  room: null,
})

const plan: Plan = {
  staff: [
    colleague('Lone'),
    colleague('Jonna'),
    colleague('Grete', { sites: ['kolding'] }),
    colleague('Bente', { role: 'coordinator', sites: [] }),
    colleague('Ny', { startsOn: '2026-12-01' }),
    colleague('Gammel', { endsOn: '2026-11-20' }),
  ],
  roster: [on('Lone', 2), on('Jonna', 3), on('Jonna', 4), on('Grete', 4)],
  absences: [{ staff: 'Jonna', day: '2026-11-26', cover: 'Grete', reason: 'holiday' }],
}
const [tuesday, wednesday, thursday] = ['2026-11-24', '2026-11-25', '2026-11-26']

test('A holiday over Christmas asks for cover on working days alone', () => {
  const days = workdaysIn('2026-12-23', '2026-12-28')
  assert.ok(days.includes('2026-12-23') && days.includes('2026-12-28') && days.every(isWorkday))
  assert.ok(!days.includes('2026-12-25'))
  assert.deepEqual(workdaysIn('2026-11-21', '2026-11-22'), [])
})

test('Who covers is at work that day: same site first, the coordinator last', () => {
  const names = (day: string) => coversOn(plan, 'Lone', day).map(one => one.id)
  assert.deepEqual(names(wednesday), ['Jonna', 'Bente'])
  assert.deepEqual(names(thursday), ['Grete', 'Bente'])
  assert.deepEqual(names(tuesday), ['Bente'])
})

test('The refusal names the day and the reason', () => {
  assert.equal(
    whyNotCover(plan, 'Lone', 'Jonna', thursday),
    'Jonna er selv væk torsdag 26. november. Vælg en anden afløser.',
  )
  assert.equal(
    whyNotCover(plan, 'Lone', 'Grete', tuesday),
    'Grete er ikke på arbejde tirsdag 24. november. Vælg en anden afløser.',
  )
  assert.match(whyNotCover(plan, 'Lone', 'Ny', tuesday) ?? '', /ikke ansat tirsdag 24\. november/)
  assert.match(whyNotCover(plan, 'Lone', 'Gammel', tuesday) ?? '', /ikke ansat/)
  assert.match(whyNotCover(plan, 'Lone', 'Lone', tuesday) ?? '', /Vælg en afløser til tirsdag/)
  assert.match(whyNotCover(plan, 'Lone', '', tuesday) ?? '', /Vælg en afløser til tirsdag/)
})

test('She who covers for somebody cannot be away herself that day', () => {
  assert.equal(
    whyNotAway(plan, 'Grete', thursday),
    'Grete afløser selv Jonna torsdag 26. november. Find en anden afløser til Jonna først.',
  )
  assert.equal(whyNotAway(plan, 'Grete', wednesday), undefined)
})

test('Nobody offered as cover is ever away or gone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.constantFrom('Lone', 'Jonna', 'Grete', 'Bente'), (offset, away) => {
      const day = addDays('2026-11-16', offset)
      for (const one of coversOn(plan, away, day)) {
        assert.notEqual(one.id, away)
        assert.ok(!plan.absences.some(row => row.staff === one.id && row.day === day))
        assert.ok(one.startsOn <= day && (one.endsOn === null || one.endsOn >= day))
      }
    }),
  )
})
