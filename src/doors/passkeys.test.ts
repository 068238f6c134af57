import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { authenticator, type Wrong } from '../../test/support/authenticator.ts'
import { asKeeper } from '../../test/support/database.ts'
import { type Jar, jarOf } from '../../test/support/jar.ts'
import { type Person, type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { putCredential } from '../rooms/govern/index.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const origin = 'http://localhost'
const optionsOn = (html: string) =>
  JSON.parse((/data-options="([^"]+)"/.exec(html)?.[1] ?? '{}').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))

/** Makes a key on her page, rightly or wrongly. */
const add = async (who: Person, key: ReturnType<typeof authenticator>, wrong: Wrong = {}, kaldes = 'Min telefon') => {
  const page = await who.get('/min-adgang/noegle')
  const svar = key.make(optionsOn(page.html).challenge, wrong)
  return who.submit(page, '/min-adgang/noegler', { kaldes, svar })
}
const challenge = async (jar: Jar): Promise<{ key: string; options: { challenge: string } }> =>
  (await jar.post('/log-ind/noegle/begyndelse')).json() as Promise<{ key: string; options: { challenge: string } }>
/** Signs in with a key in a browser of her own. */
const signIn = async (key: ReturnType<typeof authenticator>, wrong: Wrong = {}, jar = jarOf(w.app)) => {
  const begun = await challenge(jar)
  const answer = await jar.post('/log-ind/noegle', {
    noegle: begun.key,
    svar: key.answer(begun.options.challenge, wrong),
    til: '/programmer',
  })
  return { jar, answer, begun }
}

test('Lone makes a passkey, signs in with it, and sees it on her list', async () => {
  const key = authenticator(origin)
  assert.equal((await add(w.lone, key)).status, 303)
  const { jar, answer } = await signIn(key)
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('Location'), '/programmer')
  const page = await (await jar.get('/min-adgang')).text()
  assert.match(page, /Min telefon/)
  assert.match(page, /adgangsnøgle[\s\S]*Den, du sidder ved/)
  assert.equal((await signIn(key)).answer.status, 303, 'and again')
})

const wrongs: [string, Wrong][] = [
  ['for another site', { origin: 'https://evil.example' }],
  ['for another host', { rpId: 'evil.example' }],
  ['to another challenge', { challenge: randomBytes(32).toString('base64url') }],
  ['without the person verified', { unverified: true }],
  ['of another kind', { type: 'webauthn.other' }],
]
for (const [what, wrong] of wrongs)
  test(`A key made ${what}, or an answer ${what}, is refused`, async () => {
    const key = authenticator(origin)
    assert.equal((await add(w.grete, key, wrong)).status, 422)
    assert.equal((await add(w.grete, key)).status, 303)
    const { jar, answer } = await signIn(key, wrong)
    assert.equal(answer.status, 422)
    assert.ok(!jar.cookies.has('brobygger'))
  })

test('A forged signature, another’s key number, a copy of the key and noise open nothing', async () => {
  const key = authenticator(origin)
  await add(w.bente, key)
  for (const wrong of [{ signature: randomBytes(70) }, { id: authenticator(origin).id }])
    assert.equal((await signIn(key, wrong)).answer.status, 422)
  assert.equal((await signIn(key, { counter: 50 })).answer.status, 303)
  assert.equal((await signIn(key, { counter: 50 })).answer.status, 422, 'the counter stands still: a copy')
  for (const svar of [
    '',
    '{',
    '[]',
    'null',
    '{"id":1,"response":2}',
    '{"id":{},"response":{}}',
    `{"id":"${key.id}","response":{}}`,
    'x'.repeat(30_000),
  ]) {
    const jar = jarOf(w.app)
    const begun = await challenge(jar)
    assert.equal((await jar.post('/log-ind/noegle', { noegle: begun.key, svar })).status, 422, svar.slice(0, 30))
    const page = await w.bente.get('/min-adgang/noegle')
    const made = await w.bente.submit(page, '/min-adgang/noegler', { kaldes: 'x', svar })
    assert.equal(made.status, 422, svar.slice(0, 30))
  }
})

test('An answer serves once, in the browser that asked, within ten minutes', async () => {
  const key = authenticator(origin)
  await add(w.pernille, key)
  const jar = jarOf(w.app)
  const begun = await challenge(jar)
  const sent = { noegle: begun.key, svar: key.answer(begun.options.challenge), til: '/' }
  assert.equal((await jarOf(w.app).post('/log-ind/noegle', sent)).status, 422, 'another browser')
  assert.equal((await jar.post('/log-ind/noegle', sent)).status, 303)
  assert.equal((await jar.post('/log-ind/noegle', sent)).status, 422, 'a second time')
  const late = await challenge(jar)
  const now = w.clock.now()
  w.clock.set(new Date(now.getTime() + 11 * 60_000).toISOString())
  const answer = await jar.post('/log-ind/noegle', {
    noegle: late.key,
    svar: key.answer(late.options.challenge),
    til: '/',
  })
  w.clock.set(now.toISOString())
  assert.equal(answer.status, 422)
})

test('The challenge for signing in names nobody: it tells no stranger who has a key', async () => {
  const { options } = await challenge(jarOf(w.app))
  // Read as a stranger would, by name: the type knows only the names it expects.
  assert.deepEqual(
    Object.keys(options)
      .filter(name => /allow|user\b/.test(name))
      .map(name => (options as unknown as Record<string, unknown>)[name]),
    [],
  )
})

test('A key that was made for one session is not taken in another', async () => {
  const key = authenticator(origin)
  const page = await w.karen.get('/min-adgang/noegle')
  const svar = key.make(optionsOn(page.html).challenge)
  const hers = page.hidden('/min-adgang/noegler')
  const theirs = await w.mette.get('/min-adgang/noegle')
  const answer = await w.mette.submit(theirs, '/min-adgang/noegler', {
    kaldes: 'Stjålet',
    noegle: hers.noegle ?? '',
    svar,
  })
  assert.equal(answer.status, 422)
})

test('An open screen is no proof: after ten minutes she signs in again before a key is added', async () => {
  const client = new pg.Client({ connectionString: w.source.ownerUrl })
  await client.connect()
  await client.query("update kernel.session set opened_at = now() - interval '20 minutes' where staff = $1", [
    w.jonna.id,
  ])
  await client.end()
  const page = await w.jonna.get('/min-adgang/noegle')
  assert.match(page.text, /Log ind igen først/)
  assert.doesNotMatch(page.html, /data-options/)
  const made = await w.jonna.does(async db => {
    const { rows } = await sql<{ made: string | null }>`
      select govern.add_passkey('a-credential-of-her-own', ${Buffer.from('x')}, 0, '{}', 'x') as made`.execute(
      db.tables(),
    )
    return rows[0]?.made
  })
  assert.equal(made, null, 'nor by the database')
})

test('The last way in stays: not even two removals at once take it', async () => {
  const [one, two] = [authenticator(origin), authenticator(origin)]
  await add(w.hanne, one, {}, 'Den ene')
  await add(w.hanne, two, {}, 'Den anden')
  const ids = await asKeeper<string[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: string }>`select id from govern.passkey where staff = ${w.hanne.id}`.execute(
      kysely,
    )
    return rows.map(row => row.id)
  })
  const page = await w.hanne.get('/min-adgang')
  const forms = page.hidden('/min-adgang/noegler/fjern')
  const tokens = [
    forms._token ?? '',
    (await w.hanne.get('/min-adgang')).hidden('/min-adgang/noegler/fjern')._token ?? '',
  ]
  const both = await Promise.all(
    ids.map((noegle, at) => w.hanne.post('/min-adgang/noegler/fjern', { _token: tokens[at] ?? '', noegle })),
  )
  assert.deepEqual(both.map(answer => answer.status).toSorted(), [303, 422])
  assert.match(both.find(answer => answer.status === 422)?.text ?? '', /eneste måde at logge ind/)
  // With a password beside it, it may go; and then it opens nothing.
  await asKeeper<string>(w.source.ownerUrl, kysely =>
    putCredential(
      kysely,
      { organisation: w.hanne.organisation, staff: w.hanne.id, email: 'hanne@example.org' },
      'fire gule heste',
    ),
  )
  const last = await w.hanne.get('/min-adgang')
  assert.equal((await w.hanne.submit(last, '/min-adgang/noegler/fjern')).status, 303)
  assert.equal((await signIn(one)).answer.status, 422)
  assert.equal((await signIn(two)).answer.status, 422)
})

test('Nobody removes another’s key', async () => {
  const key = authenticator(origin)
  await add(w.arne, key, {}, 'Arnes')
  const keys = () =>
    asKeeper<{ id: string; ended_at: Date | null }[]>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql`select id, ended_at from govern.passkey where staff = ${w.arne.id}`.execute(kysely)
      return rows
    })
  const page = await w.lone.get('/min-adgang')
  const answer = await w.lone.submit(page, '/min-adgang/noegler/fjern', { noegle: (await keys())[0]?.id ?? '' })
  assert.equal(answer.location, '/min-adgang', 'as if it were gone already')
  assert.equal((await keys())[0]?.ended_at, null)
  assert.equal((await signIn(key)).answer.status, 303)
})

test('On an address of figures no passkey is offered, and the page says what to do', async () => {
  const figures = createApp({
    config: { ...w.config, baseUrl: 'http://127.0.0.1:3000' },
    database: w.database,
    clock: w.clock,
  })
  assert.doesNotMatch(await (await figures.request('/log-ind')).text(), /adgangsnøgle/)
  assert.equal((await figures.request('/log-ind/noegle/begyndelse', { method: 'POST' })).status, 404)
})
