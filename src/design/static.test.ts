import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { underOurs } from './dkfds.ts'
import { samplePage } from './sample.ts'
import { asset, staticFiles } from './static.ts'

const named = (name: string) => {
  const file = staticFiles.get(asset(name))
  assert.ok(file)
  return file
}

test('a static file’s address carries its content’s hash, and the sheet names the fonts by theirs', () => {
  for (const path of staticFiles.keys())
    assert.match(path, /^\/static\/[a-z0-9-]+\.[0-9a-f]{12}\.(css|js|svg|woff2|txt)$/)
  const urls = [
    ...named('brobygger.css')
      .body.toString()
      .matchAll(/url\(([^)]*)\)/g),
  ].map(found => found[1] ?? '')
  assert.equal(urls.length, 4)
  for (const url of urls) assert.ok(staticFiles.has(url), url)
})

test('Det Fælles Designsystem’s sheet asks for no file and outranks nothing of ours', () => {
  const sheet = named('dkfds.css').body.toString()
  assert.doesNotMatch(sheet, /url\(|@font-face|!important/)
  assert.match(sheet, /@layer dkfds\{/)
  assert.match(
    underOurs('a{color:red!important;background:url(x.svg) no-repeat}b{background:url(y)}'),
    /@layer dkfds\{a\{color:red;\}\}/,
  )
})

test('the own sheet is under 20 KB', () => {
  assert.ok(named('brobygger.css').body.length < 20_000)
})

test('what is cut from the sheet leaves the rest whole', () => {
  const cut = underOurs(
    '@media(min-width:1px){.navigation a,.header{color:red}.card,.header b{color:blue}}@media print{.footer{top:0}}',
  )
  assert.match(cut, /@layer dkfds\{@media\(min-width:1px\)\{\.card\{color:blue\}\}\}$/)
  const sheet = named('dkfds.css').body.toString()
  for (const [open, close] of ['{}', '()'])
    assert.equal(sheet.split(open ?? '').length, sheet.split(close ?? '').length)
})

test('a first page with sheets, scripts and all fonts is at most 100 KB, also for who only reads gzip', async () => {
  const texts = await Promise.all(
    ['dkfds.css', 'brobygger.css', 'draft.js', 'copy.js'].map(name => named(name).encoded()),
  )
  const fonts = [...staticFiles.values()].filter(file => file.type === 'font/woff2')
  const sum = (sizes: number[]) => sizes.reduce((all, size) => all + size, 0)
  const page = gzipSync(String(await samplePage())).length
  const weight = page + sum(texts.map(file => file?.gzip.length ?? 0)) + sum(fonts.map(font => font.body.length))
  assert.ok(weight <= 100_000, `${weight} bytes`)
})
