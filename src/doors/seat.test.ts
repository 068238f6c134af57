import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import type { Config } from '../kernel/config.ts'
import { keysFrom } from '../kernel/crypto.ts'
import { seatOf } from './seat.ts'

const keys = keysFrom(Buffer.alloc(32, 7))
const config: Config = { host: '127.0.0.1', port: 0, dataFolder: '', demo: false, baseUrl: 'https://brobygger.example' }

/** The network that guesses are counted by, for a request with these headers. */
const networkFor = async (forwarded: string | undefined, headers: Record<string, string>): Promise<string> => {
  const app = new Hono()
  app.get('/', c => c.text(seatOf(c, { ...config, forwarded }, keys, false).network?.toString('hex') ?? 'nowhere'))
  return (await app.request('/', { headers })).text()
}

test('Whatever she writes in the header herself, the address that the proxy added last is believed', async () => {
  const real = await networkFor('x-forwarded-for', { 'X-Forwarded-For': '192.0.2.7' })
  assert.notEqual(real, 'nowhere')
  assert.equal(await networkFor('x-forwarded-for', { 'X-Forwarded-For': '203.0.113.9, 192.0.2.7' }), real)
  assert.notEqual(await networkFor('x-forwarded-for', { 'X-Forwarded-For': '192.0.2.7, 203.0.113.9' }), real)
})

test('Where no header is named, none is believed', async () => {
  const headers = { 'X-Forwarded-For': '192.0.2.7', 'X-Real-IP': '192.0.2.7', Forwarded: 'for=192.0.2.7' }
  assert.equal(await networkFor(undefined, headers), 'nowhere')
  assert.equal(await networkFor('x-forwarded-for', { 'X-Real-IP': '192.0.2.7' }), 'nowhere')
})
