import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { asKeeper } from '../../test/support/database.ts'
import { type Jar, jarOf } from '../../test/support/jar.ts'
import { type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { startIssuer, type Twist } from '../rooms/govern/identity/issuer.testing.ts'
import { oidcProvider } from '../rooms/govern/index.ts'

let w: World
let app: Hono
let issuer: Awaited<ReturnType<typeof startIssuer>>

before(async () => {
  w = await world()
  issuer = await startIssuer(() => w.clock.now())
  const other = { ...issuer.settings, key: 'moedrehjaelpen', name: 'Mødrehjælpen', organisation: 'moedrehjaelpen' }
  const providers = [oidcProvider(issuer.settings, w.clock), oidcProvider(other, w.clock)]
  app = createApp({ config: w.config, database: w.database, clock: w.clock, providers })
  await bind(w.karen.organisation, w.karen.id, 'karen-at-work')
})
after(async () => {
  await issuer.close()
  await w.close()
})

const bind = (organisation: string, staff: string, subject: string) =>
  asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into govern.workplace_identity (organisation, staff, issuer, subject, bound_by)
      values (${organisation}, ${staff}, ${issuer.issuer}, ${subject}, ${staff})`.execute(kysely),
  )

/** Chooses her workplace on the page, and is where it sends her. */
const leave = async (jar: Jar, fields: Record<string, string> = {}): Promise<string> => {
  const page = await jar.post('/log-ind/arbejdsplads', {
    arbejdsplads: 'region-syddanmark',
    til: '/programmer',
    ...fields,
  })
  assert.equal(page.status, 200)
  const html = await page.text()
  const address = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  assert.ok(
    html.includes(`href="${address.replaceAll('&', '&amp;')}"`),
    'a link too, for a browser that does not go by itself',
  )
  return address
}
const back = (address: string, subject = 'karen-at-work', twist: Twist = {}) => {
  const url = issuer.answer(address, subject, twist)
  return url.pathname + url.search
}
const signedIn = (jar: Jar) => jar.cookies.has('brobygger')

test('The page lets anybody choose a workplace, and says nothing of who works there', async () => {
  const html = await (await app.request('/log-ind')).text()
  assert.match(html, /<option value="region-syddanmark">Region Syddanmark/)
  assert.doesNotMatch(html, /Karen|Lone/)
})

test('Karen signs in at her workplace, and is led to where she was going', async () => {
  const jar = jarOf(app, { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/150.0' })
  const answer = await jar.get(back(await leave(jar)))
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('Location'), '/programmer')
  assert.match(await (await jar.get('/programmer')).text(), /Karen Test Vang/)
  assert.match(await (await jar.get('/min-adgang')).text(), /Firefox på Windows[\s\S]*arbejdspladsens login/)
})

test('The answer brought a second time, or by another browser, opens nothing', async () => {
  const [jar, thief] = [jarOf(app), jarOf(app)]
  const answer = back(await leave(jar))
  assert.equal((await thief.get(answer)).status, 401, 'a browser that asked nothing')
  await leave(thief)
  assert.equal((await thief.get(answer)).status, 401, 'a browser that asked something else')
  assert.equal((await jar.get(answer)).status, 303, 'hers still does')
  const asked = issuer.asked()
  assert.equal((await jar.get(answer)).status, 401)
  assert.equal(issuer.asked(), asked, 'the code is not even tried again')
  assert.ok(!signedIn(thief))
})

test('An answer given too late, or at another workplace’s address, opens nothing', async () => {
  const jar = jarOf(app)
  const late = back(await leave(jar))
  const before = w.clock.now()
  w.clock.set(new Date(before.getTime() + 11 * 60_000).toISOString())
  assert.equal((await jar.get(late)).status, 401)
  const elsewhere = back(await leave(jar)).replace('/svar/region-syddanmark', '/svar/moedrehjaelpen')
  assert.equal((await jar.get(elsewhere)).status, 401)
  assert.equal((await jar.get('/log-ind/svar/nej?code=a&state=b')).status, 404)
  w.clock.set(before.toISOString())
  assert.ok(!signedIn(jar))
})

test('A wrong state, an error, an empty answer and odd bytes open nothing and break nothing', async () => {
  const jar = jarOf(app)
  const good = back(await leave(jar))
  for (const query of [
    good.replace(/state=[^&]+/, 'state=forkert').split('?')[1],
    'error=access_denied',
    'state=',
    '',
    'code=%00',
    `state=${'a'.repeat(5_000)}`,
    'code=a&code=b&state=x&state=y',
  ])
    assert.ok([401, 404].includes((await jar.get(`/log-ind/svar/region-syddanmark?${query}`)).status), query)
  assert.ok(!signedIn(jar))
})

test('A token that is wrong in any way signs nobody in, and the page says no more than that', async () => {
  const twists: Twist[] = [
    { claims: { aud: 'other' } },
    { claims: { nonce: 'other' } },
    { claims: { exp: 1 } },
    { signedBy: 'none' },
    { signedBy: 'stranger' },
  ]
  const texts = new Set<string>()
  for (const twist of twists) {
    const jar = jarOf(app)
    const answer = await jar.get(back(await leave(jar), 'karen-at-work', twist))
    assert.equal(answer.status, 401)
    texts.add(await answer.text())
    assert.ok(!signedIn(jar))
  }
  assert.equal(texts.size, 1)
})

test('At level Lav she is told what is asked for, and is not signed in', async () => {
  const jar = jarOf(app)
  const answer = await jar.get(back(await leave(jar), 'karen-at-work', { claims: { loa: 'Low' } }))
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /sikringsniveau Betydelig/)
  assert.ok(!signedIn(jar))
})

test('Somebody her workplace knows and we do not is told whom to ask; her mail opens nothing', async () => {
  const jar = jarOf(app)
  const claims = { email: 'karen@example.org', email_verified: true, preferred_username: 'karen@example.org' }
  const answer = await jar.get(back(await leave(jar), 'a-stranger', { claims }))
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /Bed din administrator om en invitation/)
  assert.ok(!signedIn(jar))
})

test('The same subject at another workplace is another person', async () => {
  const jar = jarOf(app)
  const address = await leave(jar, { arbejdsplads: 'moedrehjaelpen' })
  assert.equal((await jar.get(back(address))).status, 401)
})

test('Signing in never leads to another site', async () => {
  const jar = jarOf(app)
  const answer = await jar.get(back(await leave(jar, { til: '//evil.example' })))
  assert.equal(answer.headers.get('Location'), '/')
})

test('An unknown workplace is a kind page, also with odd words', async () => {
  for (const arbejdsplads of ['', 'nej', '__proto__', 'a'.repeat(3_000)])
    assert.equal((await jarOf(app).post('/log-ind/arbejdsplads', { arbejdsplads })).status, 422)
})

test('Somebody whose employment is over is signed in by no workplace', async () => {
  await bind(w.mette.organisation, w.mette.id, 'mette-at-work')
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update govern.staff set ends_on = current_date, left_at = now() where id = ${w.mette.id}`.execute(kysely),
  )
  const jar = jarOf(app)
  const answer = await jar.get(back(await leave(jar), 'mette-at-work'))
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /ingen adgang i dag/)
})
