import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { capacityBar } from './capacity.ts'
import { funnel, targetBars } from './charts.ts'
import { copyBox } from './check.ts'
import { textArea, textInput } from './fields.ts'
import { share } from './format.ts'
import { errorSummary, form } from './forms.ts'
import { page } from './layout.ts'
import { monthLine } from './line.ts'
import type { Html } from './markup.ts'
import { originLine } from './origin.ts'
import { samplePage } from './sample.ts'
import { refusal } from './states.ts'
import { taps } from './taps.ts'
import { worklist } from './worklist.ts'

const text = async (markup: Html | ''): Promise<string> => String(await markup)
const origin = { unit: 'henvisninger', source: 'opdigtet', date: '23. november 2026' }

test('Karla writes a script as her name, and it is read as text wherever the name is shown', async () => {
  const name = '<script>alert("Karla")</script>'
  const row = {
    clock: { state: 'late', text: name },
    name,
    href: name,
    facts: name,
    promise: name,
    contact: name,
  } as const
  const shown = [
    textInput({ name: 'navn', label: name, value: name, hint: name, error: name }),
    textArea({ name: 'note', label: name, value: `</textarea>${name}` }),
    taps({ name: 'valg', label: name, options: [{ value: name, text: name }], value: name }),
    worklist({ id: 'a', heading: name, rows: [row] }),
    copyBox({ id: 'b', label: name, text: name }),
    errorSummary([{ field: 'navn', message: name }]),
    page(
      { title: name, viewer: { name, organisation: name, role: name }, synthetic: true },
      errorSummary([]) || textInput({ name: 'a', label: 'b' }),
    ),
  ]
  for (const part of shown) assert.doesNotMatch(await text(part), /<script>|<\/textarea>\s*&lt;script/)
})

test('no value, however odd, breaks out of its attribute', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async value => {
      const markup = await text(textInput({ name: 'navn', label: 'Navn', value }))
      const inside = /value="([^"]*)"/.exec(markup)?.[1] ?? ''
      assert.doesNotMatch(inside, /[<>"]/)
    }),
  )
})

test('Karen hears the hint and the error of a field with the field itself, and finds her own words in it', async () => {
  const markup = await text(
    textInput({ name: 'termin', label: 'Termin', value: '31+9', hint: 'Uge eller dato', error: 'Skriv 31+2' }),
  )
  assert.match(
    markup,
    /id="termin"[^>]*aria-describedby="termin-fejl termin-hjaelp"[^>]*aria-invalid="true"[^>]*value="31\+9"/,
  )
  assert.match(markup, /id="termin-fejl"[\s\S]*Skriv 31\+2/)
  assert.match(
    await text(errorSummary([{ field: 'termin', message: 'Skriv 31+2' }])),
    /role="alert" tabindex="-1" autofocus[\s\S]*href="#termin"/,
  )
})

test('an error in a group of radios is tied to the group and to its first radio, which the summary links to', async () => {
  const markup = await text(
    taps({
      name: 'sms',
      label: 'Må vi sende sms?',
      error: 'Vælg et svar',
      options: [
        { value: 'j', text: 'Ja' },
        { value: 'n', text: 'Nej' },
      ],
    }),
  )
  assert.match(markup, /<fieldset[^>]*aria-describedby="sms-fejl"/)
  assert.match(markup, /<input id="sms" type="radio"[^>]*aria-describedby="sms-fejl"/)
})

test('a question about safety has no rust and no "Fejl"', async () => {
  const markup = await text(
    taps({
      name: 'laes',
      label: 'Læser nogen med?',
      calm: true,
      error: 'Vælg et svar',
      options: [{ value: 'j', text: 'Ja' }],
    }),
  )
  assert.match(markup, /is-calm/)
  assert.doesNotMatch(markup, /Fejl:/)
})

test('Lone’s note keeps the empty line it begins with', async () => {
  assert.match(await text(textArea({ name: 'note', label: 'Note', value: '\nHej', rows: 3 })), />\n\nHej<\/textarea>/)
})

test('a form carries its token and the version that was seen', async () => {
  const markup = await text(form({ action: '/noter', token: 't1', version: 0 }, textInput({ name: 'a', label: 'A' })))
  assert.match(markup, /name="_token" value="t1"/)
  assert.match(markup, /name="_version" value="0"/)
})

test('the page says first in its title that something is wrong, and always when people are invented', async () => {
  const markup = await text(
    page({ title: 'Hvem', synthetic: true, failed: true }, textInput({ name: 'a', label: 'A' })),
  )
  assert.match(markup, /^<!DOCTYPE html>\n<html lang="da">/)
  assert.match(markup, /<title>Fejl: Hvem – Brobygger<\/title>/)
  assert.match(markup, /Alle personer og tal på siden er opdigtede/)
  assert.doesNotMatch(markup, /Log af/)
})

test('no page needs an inline style or an inline script', async () => {
  const markup = await text(samplePage())
  assert.doesNotMatch(markup, / style=| on[a-z]+=|<style|<script(?! src="\/static\/)/)
})

test('Bente sees two too many in words, past the line', async () => {
  const markup = await text(capacityBar({ booked: 20, total: 18 }))
  assert.match(markup, /20 af 18 timer om ugen[\s\S]*2 for mange/)
  assert.match(markup, /class="over" x="90" width="10"/)
  assert.match(await text(capacityBar({ booked: 17, total: 18 })), /1 ledig</)
  assert.match(await text(capacityBar({ booked: 0, total: 0 })), /fuldt/)
})

test('a hidden number is hatched and said, and cannot be worked out from its share or its bar', async () => {
  const bars = await text(
    targetBars({ caption: 'Mål', what: 'Spor', origin, rows: [{ label: 'Spor 2', actual: 'hidden', target: 100 }] }),
  )
  assert.match(bars, /class="hatch"[\s\S]*skjult/)
  assert.doesNotMatch(bars, /class="used"/)
  const steps = await text(
    funnel({
      caption: 'Tragt',
      unit: 'Familier',
      origin,
      steps: [
        { label: 'A', value: 'hidden' },
        { label: 'B', value: 9 },
      ],
    }),
  )
  assert.doesNotMatch(steps, / %/)
  assert.equal(share('hidden', 10), '–')
  assert.equal(share(1, 0), '–')
})

test('what nobody has said reads "ikke oplyst", never nought', async () => {
  const bars = await text(
    targetBars({ caption: 'Mål', what: 'Spor', origin, rows: [{ label: 'Spor 3', actual: 4, target: null }] }),
  )
  assert.match(bars, /ikke oplyst/)
  assert.doesNotMatch(bars, /<line/)
})

test('a line breaks at a hidden month, names and describes itself, and holds with no month at all', async () => {
  const line = (values: (number | 'hidden' | null)[]) =>
    text(
      monthLine({
        id: 'x',
        title: 'Ventetid',
        origin,
        median: 4,
        months: values.map((value, n) => ({ month: `m${n}`, value })),
      }),
    )
  const broken = await line([3, 'hidden', 5, 6])
  assert.match(
    broken,
    /<title id="x-wide-t">Ventetid<\/title><desc id="x-wide-d">4 måneder. Fra 3 til 6. Median 4. 1 skjult.<\/desc>/,
  )
  assert.equal(/class="trace" d="([^"]*)"/.exec(broken)?.[1]?.match(/M/g)?.length, 2)
  for (const values of [[], [null], ['hidden'] as const, [0]])
    assert.doesNotMatch(await line([...values]), /NaN|Infinity|undefined/)
})

test('a number says what is left out even when nothing is', async () => {
  const markup = await text(originLine({ ...origin, numerator: 913, denominator: 1176 }))
  assert.match(markup, /913 af 1\.176 henvisninger\. Intet er udeladt\. Kilde: opdigtet\. Opgjort 23\. november 2026\./)
})

test('the refusal does not say whether the family exists', async () => {
  assert.match(
    await text(refusal({ home: { href: '/', text: 'Til forsiden' } })),
    /findes ikke, eller du har ikke adgang/,
  )
})
