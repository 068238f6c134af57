import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { asKeeper } from '../../test/support/database.ts'
import { type Jar, jarOf } from '../../test/support/jar.ts'
import { type Person, type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { putSignInLink } from '../rooms/govern/index.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const asOwner = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: w.source.ownerUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
const asAdmin = (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  return client
    .connect()
    .then(() => client.query(text, values))
    .finally(() => client.end())
}

/** Signs in with the demonstration's link, in a browser of its own. */
const signIn = async (who: Person, agent = 'Mozilla/5.0 (X11; Linux) Firefox/150'): Promise<Jar> => {
  const token = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, who.organisation, who.id, new Date('2100-01-01T00:00:00Z')),
  )
  const jar = jarOf(w.app, { 'User-Agent': agent })
  assert.equal((await jar.post(`/log-ind/demo/${token}`)).status, 303)
  return jar
}
const isIn = async (jar: Jar) => (await jar.get('/programmer')).status === 200
const tokenOf = (jar: Jar) => jar.cookies.get('brobygger') ?? ''
const rest = (jar: Jar, interval: string) =>
  asOwner('update kernel.session set seen_at = seen_at - $2::interval where token_hash = sha256($1::text::bytea)', [
    tokenOf(jar),
    interval,
  ])

test('Staff rest a quarter of an hour, and no longer', async () => {
  const jar = await signIn(w.lone)
  await rest(jar, '14 minutes')
  assert.equal(await isIn(jar), true, 'and that visit counts')
  await rest(jar, '14 minutes')
  assert.equal(await isIn(jar), true)
  await rest(jar, '16 minutes')
  assert.equal(await isIn(jar), false)
})

test('However busy the day, a session ends after twelve hours', async () => {
  const jar = await signIn(w.lone)
  const [row] = await asOwner(
    'select extract(epoch from expires_at - opened_at) as seconds from kernel.session where token_hash = sha256($1::text::bytea)',
    [tokenOf(jar)],
  )
  assert.equal(Number(row?.seconds), 12 * 3_600)
  await asOwner('update kernel.session set expires_at = now() where token_hash = sha256($1::text::bytea)', [
    tokenOf(jar),
  ])
  assert.equal(await isIn(jar), false)
})

test('A stolen cookie is worth nothing after sign-out, nor after she has signed in again', async () => {
  const jar = await signIn(w.lone)
  const stolen = jarOf(w.app)
  stolen.cookies.set('brobygger', tokenOf(jar))
  assert.equal(await isIn(stolen), true)
  await jar.post('/log-af')
  assert.equal(jar.cookies.has('brobygger'), false, 'the cookie is gone from her browser')
  assert.equal(await isIn(stolen), false)

  const second = await signIn(w.lone)
  stolen.cookies.set('brobygger', tokenOf(second))
  const again = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, w.lone.organisation, w.lone.id, new Date('2100-01-01T00:00:00Z')),
  )
  const before = tokenOf(second)
  await second.post(`/log-ind/demo/${again}`)
  assert.notEqual(tokenOf(second), before, 'another number at each sign-in')
  assert.equal(await isIn(stolen), false, 'and the old one ends')
  assert.equal(await isIn(second), true)
})

test('Lone sees where she is signed in, ends one place, and then all of them', async () => {
  const [office, phone] = [await signIn(w.grete, 'Windows Chrome/150'), await signIn(w.grete, 'iPhone Safari/600')]
  const page = await (await office.get('/min-adgang')).text()
  assert.match(page, /Chrome på Windows[\s\S]*Safari på iPhone/)
  const session =
    /name="session" value="([^"]+)">[^<]*<button[^>]*>Log af dér<span class="sr-only"> Safari/.exec(page)?.[1] ?? ''
  const token = /action="\/min-adgang\/sessioner\/afslut"[\s\S]*?name="_token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  assert.equal((await office.post('/min-adgang/sessioner/afslut', { _token: token, session })).status, 303)
  assert.equal(await isIn(phone), false)
  assert.equal(await isIn(office), true)
  const other = await signIn(w.grete)
  const out = await office.post('/log-af/alle-steder')
  assert.match(out.headers.get('Clear-Site-Data') ?? '', /"cache"/)
  assert.deepEqual([await isIn(office), await isIn(other)], [false, false])
  assert.equal((await w.grete.get('/programmer')).status, 303)
})

test('Nobody ends another’s session', async () => {
  const [row] = await asOwner('select id from kernel.session where staff = $1 and closed_at is null', [w.bente.id])
  const page = await w.ida.get('/min-adgang')
  await signIn(w.ida)
  const token = (await w.ida.get('/min-adgang')).hidden('/min-adgang/sessioner/afslut')
  const answer = await w.ida.post('/min-adgang/sessioner/afslut', { ...token, session: row?.id ?? '' })
  assert.equal(answer.location, '/min-adgang')
  assert.equal(page.status, 200)
  assert.equal((await w.bente.get('/programmer')).status, 200)
})

test('Behind https the cookie is for this host alone', async () => {
  const app = createApp({
    config: { ...w.config, baseUrl: 'https://hus.example' },
    database: w.database,
    clock: w.clock,
  })
  const token = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, w.lone.organisation, w.lone.id, new Date('2100-01-01T00:00:00Z')),
  )
  const answer = await app.request(`/log-ind/demo/${token}`, { method: 'POST' })
  const cookie = answer.headers.getSetCookie().find(line => line.startsWith('__Host-brobygger=')) ?? ''
  assert.match(cookie, /^__Host-brobygger=[0-9a-f-]{36}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('Leaving takes effect at the next request, whoever wrote it down', async () => {
  const jar = await signIn(w.hanne)
  await asAdmin('update govern.staff set ends_on = current_date, left_at = now() where id = $1', [w.hanne.id])
  assert.equal(await isIn(jar), false)
})

test('The last day of an employment ends at midnight in Denmark, in an open session too', async () => {
  const jar = await signIn(w.jonna)
  await asAdmin('alter table govern.staff disable trigger keep_staff')
  await asAdmin("update govern.staff set ends_on = (now() at time zone 'Europe/Copenhagen')::date where id = $1", [
    w.jonna.id,
  ])
  await asAdmin('alter table govern.staff enable trigger keep_staff')
  const [row] = await asOwner(
    "select expires_at, least(opened_at + interval '12 hours', ((now() at time zone 'Europe/Copenhagen')::date + 1)::timestamp at time zone 'Europe/Copenhagen') as wanted from kernel.session where token_hash = sha256($1::text::bytea)",
    [tokenOf(jar)],
  )
  assert.deepEqual(row?.expires_at, row?.wanted)
})

// Roles: the moments are the database's, so the test moves them and not the clock.
const give = (who: Person, role: string, from: string, until: string | null) =>
  asKeeper<string>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: string }>`
      insert into govern.staff_role (organisation, staff, role, from_at, until_at, given_by)
      values (${who.organisation}, ${who.id}, ${role}, now() + ${from}::interval, now() + ${until}::interval, ${w.arne.id}) returning id`.execute(
      kysely,
    )
    return rows[0]?.id ?? ''
  })
const choose = async (jar: Jar, rolle: string) => {
  const page = await (await jar.get('/rolle')).text()
  const token = /name="_token" value="([^"]+)"[\s\S]*name="rolle"/.exec(page)?.[1] ?? ''
  return jar.post('/rolle', { _token: token, rolle })
}

test('A role that begins tomorrow does not work today, and one that is over not any more', async () => {
  await give(w.pernille, 'counsellor', '1 day', null)
  await give(w.pernille, 'coordinator', '-2 days', '-1 minute')
  const jar = await signIn(w.pernille)
  assert.equal((await jar.get('/arbejdsliste')).status, 404)
  assert.equal(await isIn(jar), true, 'she works in the one role she has, and is asked nothing')
  const refused = await choose(jar, 'counsellor')
  assert.equal(refused.status, 422)
  assert.equal((await choose(jar, 'coordinator')).status, 422)
})

test('With two roles Bente chooses first, sees on each page which it is, and may change', async () => {
  await give(w.bente, 'administrator', '-1 hour', null)
  const jar = await signIn(w.bente)
  for (const path of ['/', '/programmer', '/arbejdsliste']) {
    const answer = await jar.get(path)
    assert.equal(`${answer.status} ${answer.headers.get('Location')}`, '303 /rolle', path)
  }
  assert.equal((await choose(jar, 'administrator')).status, 303)
  const page = await (await jar.get('/medarbejdere/ny')).text()
  assert.match(page, /Bente Test Friis<\/a> <span>Administrator, Mødrehjælpen/)
  assert.match(page, /href="\/rolle">Skift rolle/)
  assert.equal((await jar.get('/arbejdsliste')).status, 404, 'an administrator sees no family')
  assert.equal((await choose(jar, 'coordinator')).status, 303)
  assert.equal((await jar.get('/medarbejdere/ny')).status, 404)
  assert.equal((await jar.get('/arbejdsliste')).status, 200)
  assert.equal((await choose(jar, 'programmeLeader')).status, 422)
  assert.equal((await choose(jar, 'system')).status, 422)
  assert.equal((await choose(jar, 'unchosen')).status, 422)
})

test('Before she has chosen, the database gives her nothing either', async () => {
  const jar = await signIn(w.bente)
  const rows = await w.database.asActor(tokenOf(jar), 'prøve', async db => {
    const { rows: found } = await sql<{ n: number }>`select kernel.case_organisation() is null as none`.execute(
      db.tables(),
    )
    return [db.actor.role, found[0]]
  })
  assert.deepEqual(rows, ['unchosen', { none: true }])
})

test('A role ends at the minute, in the session that acts in it', async () => {
  await give(w.lone, 'programmeLeader', '-1 hour', '30 minutes')
  const jar = await signIn(w.lone)
  await choose(jar, 'programmeLeader')
  assert.equal(await isIn(jar), true)
  const [row] = await asOwner(
    'select r.until_at, s.expires_at from kernel.session s, govern.staff_role r where s.token_hash = sha256($1::text::bytea) and r.staff = s.staff',
    [tokenOf(jar)],
  )
  assert.deepEqual(row?.expires_at, row?.until_at)
})

test('Arne gives a role and ends it: the session in it dies at once, the other lives, and both are noted', async () => {
  const address = `/medarbejdere/${w.ida.id}`
  const page = await w.arne.get(address)
  const fields = {
    'ny-rolle': 'coordinator',
    'rolle-fra': '23.11.2026',
    'rolle-fra-tid': '',
    'rolle-til': '',
    'rolle-til-tid': '',
  }
  for (const [wrong, message] of [
    [{ 'ny-rolle': 'counsellor' }, /ikke har i forvejen/],
    [{ 'ny-rolle': 'system' }, /ikke har i forvejen/],
    [{ 'rolle-fra': '22.11.2026' }, /i dag eller senere/],
    [{ 'rolle-fra': 'sludder' }, /Skriv den første dag/],
    [{ 'rolle-fra-tid': '25.00' }, /Skriv klokkeslættet/],
    [{ 'rolle-til': '22.11.2026' }, /slutter, før den begynder/],
    [{ 'rolle-til-tid': '12.00' }, /Skriv den sidste dag til klokkeslættet/],
  ] as const) {
    const answer = await w.arne.submit(page, `${address}/roller`, { ...fields, ...wrong })
    assert.equal(answer.status, 422, JSON.stringify(wrong))
    assert.match(answer.text, message)
  }
  const given = await w.arne.follow(await w.arne.submit(page, `${address}/roller`, fields))
  assert.match(given.text, /Koordinator 23\. november 2026 kl\. 00\.00 Ikke sat gælder nu/)
  const twice = await w.arne.submit(given, `${address}/roller`, fields)
  assert.match(twice.text, /har allerede den rolle/)
  const [acting, resting] = [await signIn(w.ida), await signIn(w.ida)]
  await choose(acting, 'coordinator')
  await choose(resting, 'counsellor')
  const ended = await w.arne.follow(await w.arne.submit(given, `${address}/roller/ophoer`))
  for (const said of [/rollen koordinator er givet/, /rollen koordinator er afsluttet/]) assert.match(ended.text, said)
  assert.deepEqual([await isIn(acting), await isIn(resting)], [false, true])
})

test('Nobody gives herself a role, and only an administrator gives one: the database says so', async () => {
  const fresh = await world()
  try {
    for (const [who, staff] of [
      [fresh.arne, fresh.arne.id],
      [fresh.lone, fresh.lone.id],
      [fresh.bente, fresh.lone.id],
      [fresh.arne, fresh.karen.id],
    ] as const)
      await assert.rejects(
        who.does(db =>
          sql`insert into govern.staff_role (organisation, staff, role, from_at, given_by)
            values (${who.organisation}, ${staff}, 'administrator', now(), ${who.id})`.execute(db.tables()),
        ),
        /row-level security|foreign key|permission denied|gives herself/,
      )
  } finally {
    await fresh.close()
  }
})

test('What is stated about an access is neither changed nor forgotten, and a colleague’s is not read', async () => {
  const seen = (who: Person, staff: string) =>
    who.does(async db => {
      const { rows } = await sql<{ kind: string }>`select kind from govern.access_events(${staff}, 50)`.execute(
        db.tables(),
      )
      return rows.map(row => row.kind)
    })
  assert.ok((await seen(w.karen, w.karen.id)).includes('signedIn'))
  assert.deepEqual(await seen(w.mette, w.karen.id), [])
  assert.deepEqual(await seen(w.arne, w.karen.id), [], 'of another house')
  assert.ok(!(await seen(w.arne, w.ida.id)).includes('signedIn'), 'an administrator does not see when she was at work')
  assert.ok((await seen(w.arne, w.ida.id)).includes('roleGiven'))
  await assert.rejects(
    w.arne.does(db => sql`select * from govern.access_event`.execute(db.tables())),
    /permission denied/,
  )
  for (const text of ["update govern.access_event set kind = 'lost'", 'delete from govern.access_event'])
    await assert.rejects(asAdmin(text), /keeps what happened/)
})
