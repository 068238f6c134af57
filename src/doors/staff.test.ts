import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { sql } from 'kysely'
import { asKeeper } from '../../test/support/database.ts'
import { type Person, type World, world } from '../../test/support/world.ts'
import { newId } from '../kernel/ids.ts'
import { tell } from '../kernel/outbox.ts'
import { Refusal } from '../kernel/refusal.ts'
import { again, field, page, type Rights, type Route, see } from '../kernel/visit.ts'
import { viewerOf } from '../rooms/govern/index.ts'
import { guard } from './guard.ts'
import { openStaffDoor } from './staff.ts'

// A door with a few rooms of the test's own behind it: what is proved here holds for every page.
let w: World
let app: Hono

const rights: Rights = {
  'test.all': { roles: ['referrer', 'counsellor'], touches: ['your own menu'], why: 'til prøven' },
}
const given = { may: 'test.all', purpose: 'prøve døren' } as const
const routes: Route[] = [
  {
    ...given,
    method: 'get',
    path: '/ting/:navn',
    handle: async visit => {
      if (visit.params.navn === 'fejl') throw new Error('a secret of the inside')
      throw new Refusal(visit.params.navn === 'forbudt' ? 'forbidden' : 'unknown', `about ${visit.params.navn}`)
    },
  },
  {
    ...given,
    method: 'post',
    path: '/bestil',
    handle: async visit => {
      if (!field(visit.form, 'vare')) return again('Bestil', html`<h1>Bestil</h1>`)
      if (field(visit.form, 'vare') === 'fejl') throw new Error('broken')
      await tell(visit.db, { kind: 'test.ordered' })
      return see(`/bestilt/${field(visit.form, 'vare')}`, 'Bestilt & klar')
    },
  },
  {
    ...given,
    method: 'post',
    path: '/for-sent',
    handle: async () => {
      throw new Refusal('alreadyDone')
    },
  },
  {
    ...given,
    method: 'get',
    path: '/bestilt/:vare',
    handle: async visit => page('Bestilt', html`<h1>Bestilt</h1><p>${visit.params.vare}</p>`),
  },
  {
    ...given,
    method: 'get',
    path: '/numre-forbudt/:id',
    handle: async () => {
      throw new Refusal('forbidden')
    },
  },
  { ...given, method: 'get', path: '/numre/:id', handle: async () => page('Nummer', html`<h1>Nummer</h1>`) },
]

before(async () => {
  w = await world()
  app = new Hono()
  app.use(guard(w.config))
  openStaffDoor(app, { config: w.config, database: w.database, clock: w.clock, routes, rights, menu: [], viewerOf })
})
after(() => w.close())

const ask = (who: Person, path: string, init: RequestInit = {}) =>
  app.request(path, { ...init, headers: { Cookie: `brobygger=${who.token}`, ...init.headers } })
const send = (who: Person, path: string, fields: Record<string, string>) =>
  ask(who, path, { method: 'POST', body: new URLSearchParams(fields) })
const orders = async (): Promise<number> =>
  asKeeper<number>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from kernel.outbox where kind = 'test.ordered'`.execute(kysely)
    return rows[0]?.n ?? -1
  })

test('Unknown and forbidden are the same answer, byte for byte; only the audit knows which', async () => {
  const answers = await Promise.all(['/ting/ukendt', '/ting/forbudt'].map(path => ask(w.karen, path)))
  const noRight = await ask(w.bente, '/bestilt/x')
  const [unknown, forbidden, without] = await Promise.all(
    [...answers, noRight].map(async answer => ({
      status: answer.status,
      body: await answer.text(),
      headers: [...answer.headers].filter(([name]) => name !== 'date'),
    })),
  )
  assert.equal(unknown?.status, 404)
  assert.deepEqual(forbidden, unknown)
  assert.deepEqual(without, unknown)
  const notes = await asKeeper<string[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      what: string
    }>`select what from kernel.audit where action = 'refused' order by what`.execute(kysely)
    return rows.map(row => row.what)
  })
  assert.deepEqual(notes, ['/bestilt/:vare: forbidden', '/ting/:navn: forbidden', '/ting/:navn: unknown'])
})

test('What is no id is not even looked for', async () => {
  for (const id of ['1', 'nej', `${newId()}x`, newId().toUpperCase(), '%27%20or%201=1'])
    assert.equal((await ask(w.karen, `/numre/${id}`)).status, 404, id)
  assert.equal((await ask(w.karen, `/numre/${newId()}`)).status, 200)
})

test('A fault of ours gives a number to report and nothing of the inside', async () => {
  const answer = await ask(w.karen, '/ting/fejl')
  const text = await answer.text()
  assert.equal(answer.status, 500)
  assert.match(text, /Noget gik galt hos os/)
  assert.match(text, /<strong>[0-9a-f]{8}<\/strong>/)
  assert.doesNotMatch(text, /secret|Error|\.ts/)
})

test('A form sent twice has one effect, and the second sender is shown where the first arrived', async () => {
  const [before, fields] = [await orders(), { _token: newId(), vare: 'vugge' }]
  const first = await send(w.karen, '/bestil', fields)
  const second = await send(w.karen, '/bestil', fields)
  assert.deepEqual([first.status, second.status], [303, 303])
  assert.equal(second.headers.get('Location'), first.headers.get('Location'))
  assert.equal(await orders(), before + 1)
})

test('Twenty copies of a form at once have one effect, and all are shown the same', async () => {
  const [before, fields] = [await orders(), { _token: newId(), vare: 'seng' }]
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(w.lone, '/bestil', fields)))
  assert.deepEqual([...new Set(answers.map(a => `${a.status} ${a.headers.get('Location')}`))], ['303 /bestilt/seng'])
  assert.equal(await orders(), before + 1)
})

test('Other words under a token that is spent are refused, and nothing happens', async () => {
  const [before, token] = [await orders(), newId()]
  await send(w.karen, '/bestil', { _token: token, vare: 'vugge' })
  assert.equal((await send(w.karen, '/bestil', { _token: token, vare: 'barnevogn' })).status, 422)
  assert.equal(await orders(), before + 1)
})

test('A form without a token, or with something else in its place, is refused', async () => {
  const before = await orders()
  for (const _token of [undefined, '', 'abc', `${newId()}'`, newId().toUpperCase()])
    assert.equal(
      (await send(w.karen, '/bestil', { ...(_token === undefined ? {} : { _token }), vare: 'x' })).status,
      409,
    )
  assert.equal(await orders(), before)
})

test('One person’s token is not another’s', async () => {
  const [before, fields] = [await orders(), { _token: newId(), vare: 'vugge' }]
  await send(w.karen, '/bestil', fields)
  await send(w.lone, '/bestil', fields)
  assert.equal(await orders(), before + 2)
})

test('A form that was not accepted can be mended and sent again', async () => {
  const [before, token] = [await orders(), newId()]
  assert.equal((await send(w.karen, '/bestil', { _token: token, vare: '' })).status, 422)
  assert.equal((await send(w.karen, '/bestil', { _token: token, vare: 'vugge' })).status, 303)
  assert.equal(await orders(), before + 1)
})

test('A form that met a fault of ours can be sent again', async () => {
  const token = newId()
  assert.equal((await send(w.karen, '/bestil', { _token: token, vare: 'fejl' })).status, 500)
  assert.equal((await send(w.karen, '/bestil', { _token: token, vare: 'fejl' })).status, 500)
})

test('What was settled meanwhile is told as such', async () => {
  const answer = await send(w.karen, '/for-sent', { _token: newId() })
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), /Det er allerede sket/)
})

test('The sentence after a change is shown once, and escaped', async () => {
  const answer = await send(w.karen, '/bestil', { _token: newId(), vare: 'vugge' })
  const cookie = answer.headers.getSetCookie().join('; ')
  assert.match(cookie, /^besked=[^;]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax/)
  const notice = cookie.split(';')[0] ?? ''
  const shown = await ask(w.karen, '/bestilt/vugge', { headers: { Cookie: `brobygger=${w.karen.token}; ${notice}` } })
  assert.match(await shown.text(), /Bestilt &amp; klar/)
  assert.match(shown.headers.getSetCookie().join('; '), /besked=; Max-Age=0/)
})

test('What was said of Amina stands in no cookie that can be read, nor in another’s session', async () => {
  const answer = await send(w.karen, '/bestil', { _token: newId(), vare: 'vugge' })
  const cookie = answer.headers.getSetCookie().join('; ')
  const value = /besked=([^;]+)/.exec(cookie)?.[1] ?? ''
  for (const read of [decodeURIComponent(value), Buffer.from(value, 'base64url').toString()])
    assert.doesNotMatch(read, /Bestilt|klar/)
  for (const [token, notice] of [
    [w.lone.token, value],
    [w.karen.token, 'Bestilt'],
  ]) {
    const shown = await ask(w.karen, '/bestilt/vugge', { headers: { Cookie: `brobygger=${token}; besked=${notice}` } })
    assert.equal(shown.status, 200)
    assert.doesNotMatch(await shown.text(), /Bestilt &amp; klar|role="status"/)
  }
})

test('A refused look at somebody’s number stands in the trail with whom it was about', async () => {
  const number = newId()
  assert.equal((await ask(w.karen, `/numre-forbudt/${number}`)).status, 404)
  const subjects = await asKeeper(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ subjects: string[] }>`select subjects from kernel.audit
      where action = 'refused' and what like '/numre-forbudt/%'`.execute(kysely)
    return rows.map(row => row.subjects)
  })
  assert.deepEqual(subjects, [[number]])
})

test('More than half a megabyte is refused before it is read', async () => {
  const answer = await send(w.karen, '/bestil', { _token: newId(), vare: 'a'.repeat(600_000) })
  assert.equal(answer.status, 413)
})

test('A sign-in that ran out in the middle of a form keeps her words', async () => {
  const answer = await app.request('/bestil', {
    method: 'POST',
    body: new URLSearchParams({ _token: newId(), vare: 'vugge "til" <Amina>' }),
  })
  const text = await answer.text()
  assert.equal(answer.status, 401)
  assert.match(text, /value="vugge &quot;til&quot; &lt;Amina&gt;"/)
})

test('A cookie that is no session, or an old one, signs nobody in', async () => {
  for (const token of ['', 'x', newId(), `${newId()}'; drop table`, '../../etc/passwd'])
    assert.equal(
      (await app.request('/bestilt/x', { headers: { Cookie: `brobygger=${encodeURIComponent(token)}` } })).status,
      303,
      token,
    )
})

test('A route that asks for a right nobody has given does not start', () => {
  const stray: Route = { ...given, may: 'nobody.may', method: 'get', path: '/x', handle: async () => see('/') }
  assert.throws(
    () =>
      openStaffDoor(new Hono(), {
        config: w.config,
        database: w.database,
        clock: w.clock,
        routes: [stray],
        rights,
        menu: [],
        viewerOf,
      }),
    /nobody\.may/,
  )
})
