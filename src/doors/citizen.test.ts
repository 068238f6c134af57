import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import pg from 'pg'
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
  const broker = { ...issuer.settings, key: 'mitid', name: 'MitID', for: 'citizen' as const, organisation: undefined }
  app = createApp({
    config: w.config,
    database: w.database,
    clock: w.clock,
    providers: [oidcProvider(broker, w.clock)],
  })
})
after(async () => {
  await issuer.close()
  await w.close()
})

const signIn = async (
  subject: string,
  fields: Record<string, string> = {},
  twist: Twist = {},
  jar: Jar = jarOf(app),
) => {
  const page = await (await jar.post('/min-side/log-ind', fields)).text()
  const address = /content="0;url=([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const url = issuer.answer(address, subject, twist)
  return { jar, answer: await jar.get(url.pathname + url.search), url }
}
const page = async (jar: Jar) => (await jar.get('/min-side')).text()
const owner = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: w.source.ownerUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

test('Amina signs in with MitID without a word of CPR, sees nothing of any case, and signs out without a trace', async () => {
  const { jar, answer } = await signIn('amina-1')
  assert.equal(answer.headers.get('Location'), '/min-side')
  const html = await page(jar)
  assert.match(html, /Du er logget ind/)
  assert.match(html, /<title>Min side<\/title>/, 'a title that tells nobody anything')
  assert.doesNotMatch(
    html.replace(/Alle personer og tal på siden er opdigtede/, ''),
    /henvis|rådgiv|graviditet|barn|forløb|Mødrehj/i,
  )
  const stolen = jarOf(app)
  stolen.cookies.set('borger', jar.cookies.get('borger') ?? '')
  const out = await jar.post('/min-side/log-af')
  assert.equal(out.headers.get('Clear-Site-Data'), '"cache", "cookies", "storage"')
  assert.equal(jar.cookies.size, 0)
  assert.match(await page(stolen), /Log ind med MitID/)
})

test('One press away from the page ends her session and clears the browser', async () => {
  const { jar } = await signIn('amina-1')
  assert.match(await page(jar), /href="\/min-side\/ud"[^>]*data-exit/)
  const out = await jar.get('/min-side/ud')
  assert.equal(out.headers.get('Location'), 'https://www.dmi.dk/')
  assert.ok(out.headers.get('Clear-Site-Data'))
  assert.equal(jar.cookies.size, 0)
})

test('Below Betydelig she is not signed in, and is told what to use', async () => {
  for (const claims of [{ loa: 'Low' }, { loa: undefined }, { loa: 'Betydelig' }]) {
    const { jar, answer } = await signIn('amina-1', {}, { claims })
    assert.equal(answer.status, 401)
    assert.match(await answer.text(), /niveau Betydelig/)
    assert.ok(!jar.cookies.has('borger'))
  }
})

test('The same person is the same citizen again; another is another; nothing but her number is kept', async () => {
  await signIn('amina-1', {}, { claims: { cpr: '0101701234', name: 'Amina Test', email: 'a@example.org' } })
  await signIn('amina-1')
  await signIn('sara-1')
  const rows = await asKeeper<string[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ line: string }>`select c::text as line from govern.citizen c order by subject`.execute(
      kysely,
    )
    return rows.map(row => row.line)
  })
  assert.equal(rows.length, 2)
  assert.doesNotMatch(rows.join(), /0101701234|Amina Test|a@example/)
})

test('A citizen rests ten minutes, three on a shared computer, and stays four hours at most', async () => {
  for (const [fields, stays, leaves] of [
    [{}, 9, 11],
    [{ delt: 'ja' }, 2, 4],
  ] as const) {
    const { jar } = await signIn('amina-1', fields, {
      claims: { auth_time: Math.floor(w.clock.now().getTime() / 1000) },
    })
    const rest = (minutes: number) =>
      owner(
        'update kernel.citizen_session set seen_at = now() - make_interval(mins => $2) where token_hash = sha256($1::text::bytea)',
        [jar.cookies.get('borger'), minutes],
      )
    await rest(stays)
    assert.match(await page(jar), /Du er logget ind/)
    await rest(leaves)
    assert.match(await page(jar), /Log ind med MitID/)
  }
  const [row] = await owner(
    "select max(expires_at - opened_at) = interval '4 hours' as four from kernel.citizen_session",
  )
  assert.equal(row?.four, true)
})

test('Her cookie opens no page of the staff, and a colleague’s opens none of hers', async () => {
  const { jar } = await signIn('amina-1')
  const hers = jar.cookies.get('borger') ?? ''
  const asStaff = jarOf(app)
  asStaff.cookies.set('brobygger', hers)
  assert.equal((await asStaff.get('/programmer')).status, 303)
  const asCitizen = jarOf(app)
  asCitizen.cookies.set('borger', w.lone.token)
  assert.match(await page(asCitizen), /Log ind med MitID/)
  await assert.rejects(
    w.database.asActor(hers, 'prøve', async () => undefined),
    /signedOut/,
  )
  const seen = await w.database.asCitizen(hers, async (citizen, kysely) => {
    const { rows } = await sql<{ own: boolean; none: boolean }>`
      select (kernel.this_citizen()).citizen = ${citizen.citizen} as own, kernel.my_organisation() is null as none`.execute(
      kysely,
    )
    return { ...rows[0], level: citizen.level }
  })
  assert.deepEqual(seen, { own: true, none: true, level: 'substantial' })
})

test('The answer brought by another browser, or twice, opens nothing', async () => {
  const { jar, url } = await signIn('amina-1')
  assert.equal((await jar.get(url.pathname + url.search)).status, 401)
  assert.equal((await jarOf(app).get(url.pathname + url.search)).status, 401)
})

test('Where no broker is set, nobody is sent anywhere, and the page is kind', async () => {
  const without = jarOf(w.app)
  assert.match(await page(without), /Man kan ikke logge ind her endnu/)
  assert.equal((await without.post('/min-side/log-ind')).status, 404)
  assert.equal((await without.get('/min-side/svar?state=x')).status, 404)
})
