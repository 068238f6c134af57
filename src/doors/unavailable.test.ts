import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { testKeys } from '../../test/support/database.ts'
import { createApp } from '../app.ts'
import { systemClock } from '../kernel/clock.ts'
import { readConfig } from '../kernel/config.ts'
import { connect, type Database } from '../kernel/database.ts'
import { newId } from '../kernel/ids.ts'

// A database that nobody answers at: port 1 of this machine.
let database: Database
let app: Hono
before(() => {
  database = connect('postgres://app:x@127.0.0.1:1/brobygger', testKeys)
  app = createApp({ config: readConfig({}, {}), database, clock: systemClock })
})
after(() => database.close())

const cookie = { Cookie: `brobygger=${newId()}` }

test('While the database is away Lone is asked to wait, with a 503 and not as a fault of ours', async () => {
  for (const path of ['/arbejdsliste', '/readyz']) {
    const answer = await app.request(path, { headers: cookie })
    assert.equal(answer.status, 503, path)
    assert.equal(answer.headers.get('Retry-After'), '5')
    assert.match(await answer.text(), /Prøv igen om et øjeblik/)
  }
  assert.equal((await app.request('/healthz')).status, 200)
})

test('What she wrote stays in the page, to be sent again', async () => {
  const answer = await app.request(`/forloeb/${newId()}/samtaler/${newId()}`, {
    method: 'POST',
    headers: { ...cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'note=Hun+sover+bedre&_token=1',
  })
  assert.equal(answer.status, 503)
  const page = await answer.text()
  assert.match(page, /name="note" value="Hun sover bedre"/)
  assert.match(page, /sker der ikke noget to gange/)
})
