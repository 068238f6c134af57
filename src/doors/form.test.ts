import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { readForm } from './form.ts'

const app = new Hono().post('/', async c => c.json(await readForm(c)))
const sent = async (body: string, type = 'application/x-www-form-urlencoded') =>
  (await app.request('/', { method: 'POST', body, headers: { 'Content-Type': type } })).json() as Promise<object>

test('A form gives texts, several under one name where she ticked several', async () => {
  assert.deepEqual(await sent('navn=Amina+Test&grund=a&grund=b&tom='), {
    navn: 'Amina Test',
    grund: ['a', 'b'],
    tom: '',
  })
})

test('NUL is taken out of names and values, however it is written', async () => {
  assert.deepEqual(await sent('a%00b=c%00d&%%0000=x'), { ab: 'cd', '%00': 'x' })
})

test('A name that a program would trip over is a field like any other', async () => {
  const form: object = await sent('__proto__=x&constructor=y')
  assert.deepEqual(Object.keys(form), ['__proto__', 'constructor'])
})

test('A million fields, a file or JSON is no form of ours', async () => {
  assert.deepEqual(await sent('a&'.repeat(250_000)), {})
  assert.deepEqual(await sent('{"navn":"Amina"}', 'application/json'), {})
  assert.deepEqual(await sent('--x\r\n', 'multipart/form-data; boundary=x'), {})
})
