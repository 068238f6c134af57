import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { asKeeper } from '../../test/support/database.ts'
import { type Jar, jarOf } from '../../test/support/jar.ts'
import { type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { type DemoIssuer, startDemoIssuer } from './demo-issuer.ts'
import { demoProviders, demoSignIn } from './demo-sign-in.ts'

let w: World
let app: Hono
let issuer: DemoIssuer

before(async () => {
  // The issuer's clock is the machine's own, so the house goes by it too.
  w = await world(new Date().toISOString())
  const plan = await asKeeper<Awaited<ReturnType<typeof demoSignIn>>>(w.source.ownerUrl, kysely =>
    demoSignIn(kysely, w.config.baseUrl),
  )
  issuer = await startDemoIssuer(plan.people, plan.callbacks, { host: '127.0.0.1', port: 0 })
  await asKeeper(w.source.ownerUrl, kysely => plan.bind(kysely, issuer.issuer))
  app = createApp({
    config: w.config,
    database: w.database,
    clock: w.clock,
    providers: demoProviders(issuer.issuer, w.clock),
  })
})
after(async () => {
  await issuer.close()
  await w.close()
})

/** A browser at the issuer's: follows it until it leads back to our own house. */
const atIssuer = async (address: string, person: string, cookies = new Map<string, string>()): Promise<string> => {
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, Cookie: cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return answer
  }
  let answer = await ask(address)
  for (let step = 0; step < 8; step++) {
    const to = answer.headers.get('Location')
    if (!to) {
      const html = await answer.text()
      const action = /action="([^"]+)"/.exec(html)?.[1]
      const subject = new RegExp(`value="([^"]*)">${person}`).exec(html)?.[1] ?? ''
      assert.ok(action, html)
      answer = await ask(`${issuer.issuer}${action}`, {
        method: 'POST',
        body: new URLSearchParams({ person: subject }),
      })
      continue
    }
    const url = new URL(to, issuer.issuer)
    if (url.origin === w.config.baseUrl) return url.pathname + url.search
    answer = await ask(url.href)
  }
  throw new Error('the issuer leads nowhere')
}

const leave = async (jar: Jar, path: string, fields: Record<string, string>) =>
  (/content="0;url=([^"]+)"/.exec(await (await jar.post(path, fields)).text())?.[1] ?? '').replaceAll('&amp;', '&')

test('Karen tries her workplace’s sign-in in the demonstration, and is in', async () => {
  const jar = jarOf(app)
  const address = await leave(jar, '/log-ind/arbejdsplads', { arbejdsplads: 'region-syddanmark', til: '/programmer' })
  const back = await atIssuer(address, 'Karen')
  assert.equal((await jar.get(back)).status, 303)
  assert.match(await (await jar.get('/programmer')).text(), /Karen Test Vang/)
  assert.equal((await jar.get(back)).status, 401, 'the code is used')
})

test('On a shared computer she is asked who she is, whatever the issuer remembers', async () => {
  const jar = jarOf(app)
  const address = await leave(jar, '/log-ind/arbejdsplads', { arbejdsplads: 'region-syddanmark', delt: 'ja' })
  assert.equal((await jar.get(await atIssuer(address, 'Karen'))).status, 303)
})

test('Whoever breaks off at the issuer’s is not signed in, and told kindly', async () => {
  const jar = jarOf(app)
  const address = await leave(jar, '/log-ind/arbejdsplads', { arbejdsplads: 'moedrehjaelpen' })
  const answer = await jar.get(await atIssuer(address, 'Bryd af'))
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /Login blev afbrudt/)
})

test('Amina signs in as a citizen at level Betydelig, and not at level Lav', async () => {
  const jar = jarOf(app)
  assert.equal(
    (await jar.get(await atIssuer(await leave(jar, '/min-side/log-ind', {}), 'Amina Test Said, niveau Lav'))).status,
    401,
  )
  assert.equal(
    (await jar.get(await atIssuer(await leave(jar, '/min-side/log-ind', {}), 'Amina Test Said, niveau Betydelig')))
      .status,
    303,
  )
  assert.match(await (await jar.get('/min-side')).text(), /Du er logget ind/)
})

test('One browser plays several people in turn: nobody is taken for the one before her', async () => {
  const [jar, cookies] = [jarOf(app), new Map<string, string>()]
  for (const [arbejdsplads, person] of [
    ['moedrehjaelpen', 'Bente'],
    ['region-syddanmark', 'Karen'],
    ['moedrehjaelpen', 'Lone'],
  ] as const) {
    const address = await leave(jar, '/log-ind/arbejdsplads', { arbejdsplads })
    assert.equal((await jar.get(await atIssuer(address, person, cookies))).status, 303)
    assert.match(await (await jar.get('/min-adgang')).text(), new RegExp(`${person} Test`))
  }
  const address = await leave(jar, '/min-side/log-ind', {})
  assert.equal((await jar.get(await atIssuer(address, 'Amina Test Said, niveau Lav', cookies))).status, 401)
})
