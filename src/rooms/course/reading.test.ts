import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, timeOf } from '../../kernel/clock.ts'
import { readAppointment } from './appointment.ts'
import { instantThatIs, Reader, readTime } from './reading.ts'
import { longestNote, readRecord, readSteps } from './record.ts'

const odense = '00000000-0000-4000-8000-000000000001'
const lone = '00000000-0000-4000-8000-000000000002'
const bounds = {
  now: instantOf('2026-11-23', '09:00'),
  startedAt: instantOf('2026-10-01', '09:00'),
  sites: [odense],
  counsellors: [lone],
}
const form = (more: Record<string, string> = {}) => ({
  day: '1.12.2026',
  time: '10.30',
  minutes: '45',
  mode: 'physical',
  site: odense,
  room: ' Lokale 2 ',
  counsellor: lone,
  interpreter: '',
  ...more,
})
const read = (more: Record<string, string> = {}) => {
  const reader = new Reader(form(more))
  return {
    value: readAppointment(reader, bounds),
    errors: Object.fromEntries(reader.errors.map(e => [e.field, e.message])),
  }
}

test('a time of day is read as people write it', () => {
  assert.deepEqual(['10.30', '10:30', '1030', '9', 'kl. 9', 'kl 14.05', '0.00'].map(readTime), [
    '10:30',
    '10:30',
    '10:30',
    '09:00',
    '09:00',
    '14:05',
    '00:00',
  ])
  for (const wrong of ['24.00', '10.60', '', 'ti', '10.3', '-1', '25', '10.30.00'])
    assert.equal(readTime(wrong), undefined)
})

test('an appointment is two instants and a place', () => {
  const { value } = read()
  assert.deepEqual(value, {
    from: instantOf('2026-12-01', '10:30'),
    to: instantOf('2026-12-01', '11:15'),
    mode: 'physical',
    site: odense,
    room: 'Lokale 2',
    counsellor: lone,
    interpreter: null,
  })
  assert.deepEqual(read({ mode: 'phone' }).value?.room, null)
})

test('impossible days and times are said at the field', () => {
  assert.match(read({ day: '31.2.2027' }).errors.day ?? '', /dag, måned og år/)
  assert.match(read({ day: '29.2.2027' }).errors.day ?? '', /dag, måned og år/)
  assert.match(read({ day: '1.12.2062' }).errors.day ?? '', /årstallet/)
  assert.match(read({ day: '30.9.2026' }).errors.day ?? '', /før forløbet begyndte/)
  assert.match(read({ day: '1.10.2026' }).errors.day ?? '', /30 dage/)
  assert.match(read({ time: '25.00' }).errors.time ?? '', /10\.30/)
  assert.match(read({ minutes: '0' }).errors.minutes ?? '', /minutter/)
  assert.match(read({ minutes: '1e2' }).errors.minutes ?? '', /minutter/)
  assert.match(read({ site: '' }).errors.site ?? '', /hvor/)
  assert.match(read({ site: 'another' }).errors.site ?? '', /listen/)
})

test('the hour that summer time leaves out is no time at all', () => {
  assert.equal(instantThatIs('2027-03-28', '02:30'), undefined)
  assert.match(read({ day: '28.3.2027', time: '02.30' }).errors.time ?? '', /stilles uret frem/)
  const across = read({ day: '28.3.2027', time: '01.30', minutes: '60' }).value
  assert.equal(across && timeOf(across.to), '03.30')
  const back = read({ day: '31.10.2027', time: '02.30', minutes: '60' }).value
  assert.equal(back && (back.to.getTime() - back.from.getTime()) / 60_000, 60)
})

test('a NUL is taken out and said, and her other words stay', () => {
  const reader = new Reader({ note: 'før\0efter 👶🏽 \u202eשלום', duration: '45', tookPart: 'woman' })
  assert.equal(readRecord(reader, []), null)
  assert.equal(reader.words.note, 'førefter 👶🏽 \u202eשלום')
  assert.match(reader.errors[0]?.message ?? '', /skjult tegn/)
})

test('30,000 characters are a short note still, emoji counted once each', () => {
  const long = (note: string) => readRecord(new Reader({ note, duration: '45', tookPart: ['woman'] }), [])
  assert.equal([...(long('👶'.repeat(longestNote))?.note ?? '')].length, longestNote)
  assert.equal(long('a'.repeat(longestNote + 1)), null)
})

test('somebody of the family took part, or it was no session', () => {
  const reader = new Reader({ note: '', duration: '45', tookPart: ['interpreter'] })
  assert.equal(readRecord(reader, []), null)
  assert.equal(reader.errors[0]?.field, 'tookPart')
})

test('an empty row of steps is nothing, and a date alone is asked about', () => {
  const reader = new Reader({ 'step-1': 'Ringe til banken', 'step-1-due': '1.12.2026', 'step-2': '', 'step-3': '' })
  assert.deepEqual(readSteps(reader, bounds.now), [{ text: 'Ringe til banken', who: 'woman', due: '2026-12-01' }])
  const wrong = new Reader({
    'step-1': '',
    'step-1-due': '1.12.2026',
    'step-2': 'Tale sammen',
    'step-2-due': '1.1.2020',
  })
  readSteps(wrong, bounds.now)
  assert.deepEqual(
    wrong.errors.map(e => e.field),
    ['step-1', 'step-2-due'],
  )
})
