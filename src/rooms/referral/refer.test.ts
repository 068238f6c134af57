import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

test('try', async () => {
  const page = await w.karen.get('/henvis')
  console.log(page.status, page.html.length, page.text)
  const action = /action="(\/henvis\/[^"]+)"/.exec(page.html)?.[1] ?? ''
  const a = await w.karen.submit(page, action, {
    cpr: '670390-0001',
    phone: '00 00 12 34',
    week: '31+2',
    reasons: 'anxiety',
    alone: 'yes',
    call: 'yes',
    consent: 'written',
    go: 'check',
  })
  console.log(a.status, a.location, a.text)
  const check = await w.karen.follow(a)
  console.log(check.text)
  const sent = await w.karen.submit(check, `${action}/afsendelse`)
  console.log(sent.status, sent.location, sent.text)
  const r = await w.karen.follow(sent)
  console.log(r.text)
  assert.ok(1)
})
