import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/ids.ts'
import { rights, routes } from '../../src/rooms.ts'
import { formsOf } from '../support/forms.ts'
import { type Person, type World, world } from '../support/world.ts'
import { type Example, findExamples, pageAddresses, someone } from './pages.ts'

let w: World
let examples: Map<string, Example>
before(async () => {
  w = await world()
  examples = await findExamples(w)
})
after(() => w.close())

const inAddress = [
  newId(),
  'x',
  '0',
  '-1',
  '1e9',
  '%00',
  '%0d%0aSet-Cookie:%20a=b',
  '%F0%9F%A4%B0',
  '%E0%A4%A',
  '..%2f..%2fetc%2fpasswd',
  "'%20or%201=1--",
  '%3Cscript%3E',
  'a'.repeat(2_000),
  '2026-02-30',
  '%E2%80%AEabc',
]
const inField = [
  '',
  ' ',
  'a\0b',
  'x'.repeat(30_000),
  '🤰👶🏽',
  '\u202eolleh',
  '2026-02-30',
  '29-02-2027',
  '-1',
  '1e309',
  '45+9',
  "'; drop table x; --",
  '<script>alert(1)</script>',
  newId(),
]

const firstWho = (may: string): Person => {
  const cast = rights[may]?.roles.map(role => someone[role]).find(Boolean)
  assert.ok(cast, may)
  return w[cast]
}

for (const { method, path, may } of routes)
  test(`${method.toUpperCase()} ${path} answers whatever stands in the address, and never with a fault of ours`, async () => {
    const who = firstWho(may)
    const filled = path.replaceAll(/:\w+/g, newId())
    const odd = path.includes(':') ? inAddress.map(text => path.replaceAll(/:\w+/g, text)) : []
    const asked = inAddress.map(text => `${filled}?${text}=${text}&side=${text}&dag=${text}&sted=${text}`)
    for (const address of [...odd, ...asked]) {
      const answer = method === 'get' ? await who.get(address) : await who.post(address, { _token: newId() })
      assert.ok(answer.status < 500, `${who.name}: ${answer.status} at ${address.slice(0, 160)}`)
    }
  })

for (const path of pageAddresses)
  test(`The forms on ${path} take whatever is written in them, and never answer with a fault of ours`, async () => {
    const example = examples.get(path)
    assert.ok(example, 'nobody has opened it: see test/house/pages.test.ts')
    const who = example.as ? w[example.as] : w.karen
    const { html } = await who.get(example.path)
    for (const { method, action, fields, written } of formsOf(html)) {
      if (method !== 'POST' || ['/log-af', '/skaerm'].includes(action)) continue
      for (const text of inField)
        for (const names of [written, Object.keys(fields).filter(name => name !== '_token')]) {
          const sent = { ...fields, ...Object.fromEntries(names.map(name => [name, text])), _token: newId() }
          const answer = await who.post(action, sent)
          const where = `${who.name} at ${action} with ${JSON.stringify(text.slice(0, 30))} in ${names.join(', ')}`
          assert.ok(answer.status < 500, `${answer.status}: ${where}`)
          if (answer.status === 422) assert.doesNotMatch(answer.html, /<script>alert/, where)
        }
    }
  })
