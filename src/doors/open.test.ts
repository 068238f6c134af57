import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { asKeeper } from '../../test/support/database.ts'
import { type World, world } from '../../test/support/world.ts'
import { putCredential, putSignInLink } from '../rooms/govern/index.ts'
import { otpAt } from '../rooms/govern/one-time-code.testing.ts'

const password = 'fire gule heste på taget'
let w: World
let secret: string

before(async () => {
  w = await world()
  secret = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putCredential(kysely, { organisation: w.lone.organisation, staff: w.lone.id, email: 'lone@example.org' }, password),
  )
})
after(() => w.close())

// Each test begins ten minutes later, with no tries behind it.
let minute = 0
beforeEach(async () => {
  minute++
  w.clock.set(new Date(Date.parse('2026-11-23T08:00:00Z') + minute * 600_000).toISOString())
  await asAdmin('delete from govern.sign_in_try')
})

const asAdmin = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  await client.connect()
  try {
    await client.query(text, values)
  } finally {
    await client.end()
  }
}

const code = () => otpAt(secret, w.clock.now())
const signIn = (fields: Record<string, string | undefined> = {}) => {
  const sent = { email: 'lone@example.org', adgangskode: password, kode: code(), til: '/programmer', ...fields }
  const body = new URLSearchParams(
    Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return w.app.request('/log-ind', { method: 'POST', body })
}
const sessionOf = (answer: Response) => /^brobygger=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1] ?? ''

test('Lone signs in with password and one-time code, and is led to where she was going', async () => {
  const answer = await signIn()
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('Location'), '/programmer')
  const cookie = answer.headers.getSetCookie().join('\n')
  assert.match(
    cookie,
    /^brobygger=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/m,
    'the cookie dies with the browser',
  )
  const page = await w.app.request('/programmer', { headers: { Cookie: `brobygger=${sessionOf(answer)}` } })
  assert.match(await page.text(), /Lone Test Holm/)
})

test('Each sign-in gives a session of its own, whatever cookie came along', async () => {
  const first = sessionOf(await signIn())
  w.clock.set(new Date(w.clock.now().getTime() + 30_000).toISOString())
  const body = new URLSearchParams({ email: 'lone@example.org', adgangskode: password, kode: code() })
  const second = sessionOf(
    await w.app.request('/log-ind', { method: 'POST', body, headers: { Cookie: `brobygger=${first}` } }),
  )
  assert.ok(first && second)
  assert.notEqual(first, second)
})

test('A one-time code serves once, also for two who use it at the same moment', async () => {
  const both = await Promise.all([signIn(), signIn()])
  assert.deepEqual(both.map(answer => answer.status).toSorted(), [303, 422])
  assert.equal((await signIn()).status, 422)
})

test('A code from half a minute ago is taken, an older one is not, and never one before a code that was used', async () => {
  const now = w.clock.now().getTime()
  assert.equal((await signIn({ kode: otpAt(secret, new Date(now - 90_000)) })).status, 422)
  assert.equal((await signIn({ kode: otpAt(secret, new Date(now + 120_000)) })).status, 422)
  assert.equal((await signIn()).status, 303)
  assert.equal((await signIn({ kode: otpAt(secret, new Date(now - 30_000)) })).status, 422)
})

test('The answer never tells which of the three was wrong, or whether the address is known', async () => {
  const texts = new Set<string>()
  for (const fields of [
    { email: 'nobody@example.org' },
    { adgangskode: 'forkert' },
    { kode: '000000' },
    { adgangskode: '' },
    { kode: undefined },
    { kode: 'abcdef' },
    { kode: '1'.repeat(200) },
  ]) {
    await asAdmin('delete from govern.sign_in_try')
    const answer = await signIn(fields)
    assert.equal(answer.status, 422, JSON.stringify(fields))
    assert.deepEqual(answer.headers.getSetCookie(), [])
    texts.add((await answer.text()).replaceAll(/value="[^"]*@[^"]*"/g, ''))
  }
  assert.equal(texts.size, 1)
})

test('The password is not written back into the page', async () => {
  const text = await (await signIn({ adgangskode: 'en hemmelighed' })).text()
  assert.doesNotMatch(text, /en hemmelighed/)
  assert.match(text, /value="lone@example.org"/)
})

const from = (network: string, fields: Record<string, string> = {}, cookie = '') =>
  w.app.request('/log-ind', {
    method: 'POST',
    body: new URLSearchParams({ email: 'lone@example.org', adgangskode: password, kode: code(), ...fields }),
    headers: { 'X-Forwarded-For': network, ...(cookie ? { Cookie: cookie } : {}) },
  })

test('After four wrong tries from nowhere known, not even the right words are looked at', async () => {
  for (let guess = 0; guess < 4; guess++) assert.equal((await signIn({ adgangskode: `gæt ${guess}` })).status, 422)
  const refused = await signIn()
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /for mange gange/)
  assert.match(
    await (await signIn({ email: 'LONE@example.org' })).text(),
    /for mange gange/,
    'writing it otherwise does not help',
  )
  assert.doesNotMatch(await (await signIn({ email: 'other@example.org' })).text(), /for mange gange/)
})

test('Guesses at an address that does not exist get the same answers, one for one', async () => {
  const answers = async (email: string) => {
    const texts: string[] = []
    for (let guess = 0; guess < 12; guess++) {
      const answer = await from(`10.0.${guess}.1`, { email, adgangskode: 'gæt' })
      texts.push(`${answer.status} ${(await answer.text()).replaceAll(/value="[^"]*@[^"]*"/g, '')}`)
    }
    return texts
  }
  assert.deepEqual(await answers('lone@example.org'), await answers('ghost@example.org'))
})

test('A stranger guesses from everywhere; Lone still gets in from the computer she knows', async () => {
  const first = await from('192.0.2.7')
  const device = /enhed=([0-9a-f-]{36})/.exec(first.headers.getSetCookie().join('\n'))?.[1]
  assert.ok(device, 'the browser is marked as hers')
  w.clock.set(new Date(w.clock.now().getTime() + 60_000).toISOString())
  for (let guess = 0; guess < 30; guess++) await from(`10.1.${guess}.1`, { adgangskode: 'gæt' })
  assert.equal((await from('10.9.9.9')).status, 422, 'a stranger who has it all right at last is refused')
  assert.equal((await from('198.51.100.1', {}, `enhed=${device}`)).status, 303, 'her computer, on any network')
  w.clock.set(new Date(w.clock.now().getTime() + 60_000).toISOString())
  assert.equal((await from('192.0.2.99')).status, 303, 'her network, on any computer')
})

test('On a shared computer nothing is remembered of her, and the session rests three minutes at most', async () => {
  const answer = await from('203.0.113.5', { delt: 'ja' })
  assert.equal(answer.status, 303)
  assert.doesNotMatch(answer.headers.getSetCookie().join('\n'), /enhed=/)
  const token = sessionOf(answer)
  const rest = (minutes: number) =>
    asAdmin(
      'update kernel.session set seen_at = now() - make_interval(mins => $2) where token_hash = sha256($1::text::bytea)',
      [token, minutes],
    )
  const page = () => w.app.request('/programmer', { headers: { Cookie: `brobygger=${token}` } })
  await rest(2)
  assert.equal((await page()).status, 200)
  await rest(4)
  assert.equal((await page()).status, 303)
})

test('Signing in never leads to another site', async () => {
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%2F%2Fevil.example@x',
    'javascript:alert(1)',
    '/x?y=//evil.example',
    '/log-ind\r\nSet-Cookie: a=b',
    'evil.example',
    '/@evil.example',
    ' //evil.example',
    '/\t/evil.example',
  ]
  for (const til of elsewhere) {
    const page = await (await w.app.request(`/log-ind?til=${encodeURIComponent(til)}`)).text()
    assert.match(page, /name="til" value="\/"/, til)
  }
  let at = w.clock.now().getTime()
  for (const til of elsewhere) {
    at += 60_000
    w.clock.set(new Date(at).toISOString())
    await asAdmin('delete from govern.sign_in_try')
    const answer = await signIn({ til })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('Location'), '/', til)
  }
})

test('Somebody whose employment is over does not get in, with the right words', async () => {
  const grete = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putCredential(
      kysely,
      { organisation: w.grete.organisation, staff: w.grete.id, email: 'grete@example.org' },
      password,
    ),
  )
  await asAdmin('update govern.staff set ends_on = current_date - 1, left_at = now() where id = $1', [w.grete.id])
  assert.equal((await signIn({ email: 'grete@example.org', kode: otpAt(grete, w.clock.now()) })).status, 422)
})

test('Odd bytes and endless texts are a wrong guess and no fault', async () => {
  for (const fields of [
    { kode: '\0' },
    { email: `${'a'.repeat(5_000)}@example.org` },
    { adgangskode: 'a'.repeat(5_000) },
    { email: '\u202eolleh' },
  ])
    assert.equal((await signIn(fields)).status, 422, JSON.stringify(fields).slice(0, 60))
  assert.equal((await signIn({ adgangskode: 'a'.repeat(200_000) })).status, 413)
  const upload = new FormData()
  for (const name of ['email', 'adgangskode', 'kode', 'til']) upload.append(name, new File(['x'], 'x.txt'))
  assert.equal((await w.app.request('/log-ind', { method: 'POST', body: upload })).status, 422)
  const json = await w.app.request('/log-ind', {
    method: 'POST',
    body: '{"email":1}',
    headers: { 'Content-Type': 'application/json' },
  })
  assert.equal(json.status, 422)
})

test('A demonstration link shows who one becomes, and signs in only when that is said yes to', async () => {
  const token = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, w.karen.organisation, w.karen.id, new Date('2100-01-01T00:00:00Z')),
  )
  const page = await w.app.request(`/log-ind/demo/${token}`)
  assert.match(await page.text(), /Log ind som Karen Test Vang/)
  assert.deepEqual(page.headers.getSetCookie(), [])
  const answer = await w.app.request(`/log-ind/demo/${token}`, { method: 'POST' })
  assert.equal(answer.status, 303)
  assert.ok(sessionOf(answer))
})

test('An old or invented demonstration link opens nothing', async () => {
  const old = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, w.karen.organisation, w.karen.id, new Date('2020-01-01T00:00:00Z')),
  )
  for (const token of [old, 'x', '%00', 'a'.repeat(3_000)])
    for (const method of ['GET', 'POST']) {
      const answer = await w.app.request(`/log-ind/demo/${token}`, { method })
      assert.equal(answer.status, 404, `${method} ${token.slice(0, 30)}`)
      assert.deepEqual(answer.headers.getSetCookie(), [])
    }
})

test('The process answers that it lives, and the database that it does', async () => {
  assert.equal(await (await w.app.request('/healthz')).text(), 'ok')
  assert.equal(await (await w.app.request('/readyz')).text(), 'ok')
})

test('The accessibility statement is a page for everybody, and /was leads to it', async () => {
  assert.match(await (await w.app.request('/tilgaengelighed')).text(), /Tilgængelighedserklæring/)
  assert.equal((await w.app.request('/was')).headers.get('Location'), '/tilgaengelighed')
})
