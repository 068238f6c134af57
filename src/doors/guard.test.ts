import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createAdaptorServer } from '@hono/node-server'
import { type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { securityHeaders, startingAnswer } from './guard.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const secure = () =>
  createApp({
    config: { ...w.config, demo: false, baseUrl: 'https://brobygger.example' },
    database: w.database,
    clock: w.clock,
  })
const asKaren = (extra: Record<string, string> = {}) => ({ Cookie: `brobygger=${w.karen.token}`, ...extra })
const signOut = (headers: Record<string, string>) => w.app.request('/log-af', { method: 'POST', headers })

test('Every answer says what a browser may do with it, also when it is a no', async () => {
  for (const path of ['/log-ind', '/programmer', '/nej', '/programmer/nej', '/healthz', '/ord']) {
    const { headers } = await w.app.request(path, { headers: asKaren() })
    assert.match(
      headers.get('Content-Security-Policy') ?? '',
      /^default-src 'none'; object-src 'none'; .*form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      path,
    )
    assert.doesNotMatch(headers.get('Content-Security-Policy') ?? '', /unsafe|\*|https?:/, path)
    assert.equal(headers.get('Referrer-Policy'), 'same-origin', path)
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', path)
    assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'same-origin', path)
    assert.equal(headers.get('Cache-Control'), 'no-store', path)
    assert.equal(headers.get('X-Powered-By') ?? headers.get('Server'), null, path)
  }
})

test('Behind https the browser is told to stay there, and the cookies are for this host alone', async () => {
  const app = secure()
  const front = await app.request('/log-ind')
  assert.match(front.headers.get('Strict-Transport-Security') ?? '', /^max-age=\d{8}; includeSubDomains$/)
  const out = await app.request('/log-af', { method: 'POST' })
  const cookie = out.headers.getSetCookie().join('\n')
  assert.match(cookie, /^__Host-brobygger=;/m)
  for (const word of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure']) assert.ok(cookie.includes(word), word)
  assert.doesNotMatch(cookie, /Domain=/)
  assert.equal((await app.request('/programmer', { headers: { Cookie: `brobygger=${w.karen.token}` } })).status, 303)
  assert.equal(
    (await app.request('/programmer', { headers: { Cookie: `__Host-brobygger=${w.karen.token}` } })).status,
    200,
  )
})

test('While it starts, the answer has the same headers as any other', async () => {
  const config = { ...w.config, baseUrl: 'https://brobygger.example' }
  const { headers, status } = startingAnswer(config)
  assert.equal(status, 503)
  const usual = (await secure().request('/log-ind')).headers
  for (const name of Object.keys(securityHeaders(config))) assert.equal(headers.get(name), usual.get(name), name)
  assert.equal(headers.get('Cache-Control'), 'no-store')
})

test('A form of our own page is let in, with whatever its browser tells', async () => {
  const own: Record<string, string>[] = [
    {},
    { Origin: 'http://localhost' },
    { Origin: 'http://localhost:4000', Host: 'localhost:4000' },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost' },
    // What a browser sends that hides where it comes from.
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
    { 'Sec-Fetch-Site': 'none' },
  ]
  for (const headers of own) assert.equal((await signOut(headers)).status, 303, JSON.stringify(headers))
})

test('A form that another site made her browser send is refused', async () => {
  const foreign: Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost.evil.example' },
    { Origin: 'https://localhost' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost' },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' },
  ]
  for (const headers of foreign)
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const answer = await signOut(asKaren({ ...headers, 'Content-Type': type }))
      assert.equal(answer.status, 403, JSON.stringify(headers))
      assert.deepEqual(answer.headers.getSetCookie(), [])
    }
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    assert.equal((await w.app.request('/log-af', { method, headers: { Origin: 'https://evil.example' } })).status, 403)
  assert.equal((await w.karen.get('/programmer')).status, 200, 'Karen is still signed in')
})

test('A page asked for without sign-in leads to signing in, and back to the page alone', async () => {
  const answer = await w.app.request('/programmer/syddanmark?q=1')
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('Location'), '/log-ind?til=%2Fprogrammer%2Fsyddanmark')
})

test('Files that everybody gets are kept by the browser; nothing else is', async () => {
  const html = await (await w.app.request('/log-ind')).text()
  const sheet = /href="(\/static\/[^"]+\.css)"/.exec(html)?.[1] ?? ''
  const { headers, status } = await w.app.request(sheet)
  assert.equal(status, 200)
  assert.match(headers.get('Cache-Control') ?? '', /immutable/)
  for (const path of ['/static/', '/static/../package.json', '/static/%2e%2e/package.json', `${sheet}.map`])
    assert.equal((await w.app.request(path)).status, 404, path)
})

test('Signing out ends the session on the server and clears what the browser kept', async () => {
  const jonna = w.jonna
  assert.equal((await jonna.get('/programmer')).status, 200)
  const out = await w.app.request('/log-af', { method: 'POST', headers: { Cookie: `brobygger=${jonna.token}` } })
  assert.match(out.headers.get('Clear-Site-Data') ?? '', /"cache", "cookies", "storage"/)
  const hers = await w.app.request('/log-af', { method: 'POST', headers: { Cookie: `enhed=${jonna.token}` } })
  assert.equal(hers.headers.get('Clear-Site-Data'), '"cache", "storage"', 'the mark of her own computer stays')
  assert.match(hers.headers.getSetCookie().join('\n'), /^brobygger=; Max-Age=0/m)
  assert.equal((await jonna.get('/programmer')).status, 303)
})

test('A cookie somebody has written by hand breaks nothing', async () => {
  for (const cookie of [
    'brobygger=%00',
    'brobygger=%E0%A4%A',
    'besked=%E0%A4%A',
    'besked=%00',
    'brobygger',
    '=;=;',
    'a'.repeat(5_000),
  ])
    for (const [method, path] of [
      ['POST', '/log-af'],
      ['GET', '/programmer'],
    ] as const)
      assert.equal(
        (await w.app.request(path, { method, headers: { Cookie: cookie } })).status,
        303,
        cookie.slice(0, 30),
      )
})

test('what is refused at the door is a page with a way on: from another site, too much, or an old form', async () => {
  const session = { Cookie: `brobygger=${w.lone.token}`, 'Content-Type': 'application/x-www-form-urlencoded' }
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await w.app.request('/familier', { method: 'POST', body, headers: { ...session, ...headers } })
    return { status: answer.status, html: await answer.text() }
  }
  const stranger = await post('hvem=Amina', { Origin: 'https://evil.example' })
  assert.equal(stranger.status, 403)
  assert.match(stranger.html, /<h1>Det kom fra en anden side<\/h1>/)
  const much = await post(`hvem=${'a'.repeat(600_000)}`)
  assert.equal(much.status, 413)
  assert.match(much.html, /<h1>Det er for meget på én gang<\/h1>/)
  const old = await post('hvem=Amina&_token=nonsense')
  assert.equal(old.status, 409)
  assert.match(old.html, /<h1>Det blev ikke sendt<\/h1>/)
  assert.doesNotMatch(old.html, /allerede sket/)
})

test('Whoever runs the site sees what was turned away at the door, and nothing of what was sent', async () => {
  const lines: string[] = []
  const write = process.stderr.write
  process.env.BROBYGGER_LOG = 'on'
  process.stderr.write = (line: string | Uint8Array) => lines.push(String(line)) > 0
  const send = (body: string, headers: Record<string, string>) =>
    w.app.request('/log-ind', { method: 'POST', body, headers })
  try {
    await send('email=amina', { Origin: 'https://evil.example' })
    await send(`email=amina${'a'.repeat(60_000)}`, { 'Content-Type': 'application/x-www-form-urlencoded' })
  } finally {
    process.stderr.write = write
    process.env.BROBYGGER_LOG = 'off'
  }
  const told = lines.map(line => JSON.parse(line) as { event: string; why: string })
  assert.deepEqual(
    told.map(({ event, why }) => [event, why]),
    [
      ['turned-away', 'another site'],
      ['turned-away', 'too large'],
    ],
  )
  assert.doesNotMatch(lines.join(''), /amina|evil/)
})

test('Each kind of answer tells its type and its alphabet', async () => {
  const front = await w.app.request('/log-ind')
  const html = await front.text()
  const file = (ending: string) => new RegExp(`"(/static/[^"]+\\.${ending})"`).exec(html)?.[1] ?? ending
  assert.match(front.headers.get('Content-Type') ?? '', /^text\/html; charset=utf-8$/i)
  for (const [path, type] of [
    [file('css'), 'text/css; charset=utf-8'],
    ['/nej', 'text/html; charset=utf-8'],
  ] as const)
    assert.equal((await w.app.request(path)).headers.get('Content-Type')?.toLowerCase(), type, path)
})

test('Nothing of a request is told back by TRACE', async () => {
  const server = createAdaptorServer({ fetch: w.app.fetch })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const answer = await new Promise<{ status?: number; text: string }>((resolve, reject) => {
      const asked = request({
        port,
        host: '127.0.0.1',
        method: 'TRACE',
        path: '/log-ind',
        headers: { 'X-Own': 'amina' },
      })
      asked.on('response', response => {
        let text = ''
        response.on('data', part => {
          text += String(part)
        })
        response.on('end', () => resolve({ status: response.statusCode, text }))
      })
      asked.on('error', reject).end()
    })
    assert.equal(answer.status, 404)
    assert.doesNotMatch(answer.text, /amina/)
  } finally {
    server.close()
  }
})
