import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { agreementOf } from './agreement.ts'
import { agreementPage } from './pages/agreement-page.ts'
import { programmeList } from './pages/list.ts'
import { programmePage } from './pages/programme-page.ts'
import { wordsPage } from './pages/words-page.ts'
import { readAll, readOne, seen } from './programmes.testing.ts'

const today = '2026-11-24'
const agreementText = (key: string, number: number): string => {
  const programme = readOne(key)
  const version = agreementOf(programme, number)
  assert.ok(version)
  return seen(agreementPage(programme, version, today))
}

test('What no source says reads "ikke oplyst", never a number', () => {
  const page = agreementText('syddanmark', 2)
  assert.match(page, /Loft over samtaler ikke oplyst/)
  assert.match(page, /Beløb ikke oplyst/)
  assert.doesNotMatch(page, /mio\. kr\.|[Hh]øjst \d/)
  const fredericia = agreementText('fredericia', 1)
  assert.match(fredericia, /Gælder fra ikke oplyst/)
  assert.match(fredericia, /Måltal: ikke oplyst/)
})

test('Sources that disagree stand side by side, each with its source', () => {
  const page = seen(programmePage(readOne('famko'), today))
  assert.match(page, /seks år ni år 2017-2027 2017-2022/)
  assert.match(agreementText('famko', 2), /34,3 mio\. kr\. \(lagt sammen af os\)/)
  assert.match(agreementText('famko', 1), /31\.992\.997 kr\./)
})

test('Outside pages and our own proposals are marked as such', () => {
  const page = seen(programmePage(readOne('syddanmark'), today))
  assert.match(page, /Knap 500 forløb .{0,80}\(udefra\)/)
  assert.match(page, /Senest 5 hverdage efter, at henvisningen er sendt Vores forslag, kan ændres/)
})

test('The list names the agreement that holds today', () => {
  const page = seen(programmeList(readAll(), today))
  assert.match(page, /Ny partnerskabsaftale efter udbud/)
  assert.match(page, /Foreslået ingen/)
  assert.match(seen(programmeList([], today)), /Ingen programmer er lagt ind endnu/)
})

test('No public statement names a person or stands as a quotation', () => {
  for (const programme of readAll()) {
    assert.doesNotMatch(
      seen(programmePage(programme, today)),
      /[”“»«]|Thomsen|Lose|Hagensen|Steen Hansen|Eilersen|Schmidt|Damgaard/,
    )
  }
})

test('The words of the house are on their page', () => {
  const page = seen(wordsPage())
  for (const word of ['Jordemoder', 'Følgeperson', 'Visitere', 'Brobygge', 'Udbyde'])
    assert.ok(page.includes(word), word)
})

test('Every page is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'no-trailing-whitespace': 'off', 'long-title': 'off', 'doctype-style': 'off' },
  })
  const pages = readAll().flatMap(programme => [
    programmePage(programme, today),
    ...programme.agreements.map(version => agreementPage(programme, version, today)),
  ])
  for (const body of [...pages, programmeList(readAll(), today), wordsPage()]) {
    const page = `<!doctype html>\n<html lang="da"><head><title>Prøve</title></head><body><main>${body}</main></body></html>`
    const report = await validator.validateString(page)
    assert.deepEqual(
      report.results.flatMap(r => r.messages.map(m => `${m.line}: ${m.ruleId} ${m.message}`)),
      [],
    )
  }
})
