import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { asKeeper } from '../../test/support/database.ts'
import { type Jar, jarOf } from '../../test/support/jar.ts'
import { type Person, type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import { systemTokens } from '../commands/databases.ts'
import { runJobs } from '../jobs.ts'
import { newId } from '../kernel/ids.ts'
import { startIssuer } from '../rooms/govern/identity/issuer.testing.ts'
import { invitationToken, oidcProvider, putInvitation } from '../rooms/govern/index.ts'
import { otpAt } from '../rooms/govern/one-time-code.testing.ts'
import type { Mail } from '../rooms/message/index.ts'

let w: World
let app: Hono
let issuer: Awaited<ReturnType<typeof startIssuer>>
let system: Awaited<ReturnType<typeof systemTokens>>
const sent: Mail[] = []

before(async () => {
  w = await world()
  issuer = await startIssuer(() => w.clock.now())
  const own = { ...issuer.settings, key: 'moedrehjaelpen', name: 'Mødrehjælpen', organisation: 'moedrehjaelpen' }
  app = createApp({ config: w.config, database: w.database, clock: w.clock, providers: [oidcProvider(own, w.clock)] })
  system = await systemTokens(w.source.ownerUrl)
})
after(async () => {
  await system.close()
  await issuer.close()
  await w.close()
})

const deliver = async (): Promise<Mail[]> => {
  sent.length = 0
  const gateway = { send: async (mail: Mail) => void sent.push(mail) }
  const parts = {
    database: w.database,
    tokens: system.tokens,
    clock: w.clock,
    gateway,
    baseUrl: 'http://localhost',
    digestFrom: '24',
  }
  for (const { token } of system.tokens) await runJobs(parts, token)
  return sent
}
const linkIn = (mail: Mail | undefined) => /http:\/\/localhost(\/invitation\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''

const invite = async (who: Person): Promise<string> => {
  const address = `/medarbejdere/${who.id}`
  const page = await w.arne.get(address)
  const answer = await w.arne.submit(page, `${address}/invitation`)
  assert.equal(answer.status, 303, answer.text)
  return linkIn((await deliver()).find(mail => mail.text.includes('/invitation/')))
}
const replace = async (who: Person, sikker = 'met') => {
  const address = `/medarbejdere/${who.id}`
  return w.arne.submit(await w.arne.get(address), `${address}/tabt-adgang`, { sikker })
}
const secretOn = (html: string) =>
  (/<textarea[^>]* id="noegle"[^>]*>\s*([^<]+)</.exec(html)?.[1] ?? '').replaceAll(/\s/g, '')
const password = 'fire gule heste på taget'

/** Opens the link and chooses a password and a code app. */
const accept = async (link: string, fields: Record<string, string> = {}) => {
  const jar = jarOf(app)
  const secret = secretOn(await (await jar.get(link)).text())
  const answer = await jar.post(link, {
    adgangskode: password,
    gentag: password,
    kode: otpAt(secret, w.clock.now()),
    ...fields,
  })
  return { answer, secret, text: await answer.text() }
}
const later = (minutes: number) => w.clock.set(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString())
const signIn = (jar: Jar, email: string, secret: string) =>
  jar.post('/log-ind', { email, adgangskode: password, kode: otpAt(secret, w.clock.now()) })

test('Lone gets a mail with a link and nothing else, takes it once, and signs in with what she chose', async () => {
  const link = await invite(w.lone)
  assert.ok(link)
  const mail = sent[0]
  assert.equal(mail?.to, 'lone@example.org')
  assert.doesNotMatch(mail?.text ?? '', /Lone|Mødrehjælpen|Arne|adgangskode/)
  const { answer, secret, text } = await accept(link)
  assert.equal(answer.status, 200)
  assert.match(text, /Adgangen er klar/)
  assert.equal((await accept(link)).answer.status, 404, 'it works once')
  later(1)
  const jar = jarOf(app)
  assert.equal((await signIn(jar, 'lone@example.org', secret)).status, 303)
  assert.match(await (await jar.get('/min-adgang')).text(), /Adgangskode og kode-app/)
})

test('Opening the link changes nothing: a mail scanner that looks first does no harm', async () => {
  const link = await invite(w.grete)
  const pages = await Promise.all([1, 2, 3].map(async () => (await app.request(link)).text()))
  assert.equal(new Set(pages.map(secretOn)).size, 1, 'the key for the app stays the same')
  assert.equal((await accept(link)).answer.status, 200)
})

test('Two who take one invitation at the same moment: one gets in', async () => {
  const link = await invite(w.jonna)
  const both = await Promise.all([accept(link), accept(link)])
  assert.deepEqual(both.map(one => one.answer.status).toSorted(), [200, 404])
})

test('A bad password or code is told at its field, and the invitation is still good', async () => {
  const link = await invite(w.ida)
  for (const [fields, message] of [
    [{ adgangskode: 'kort', gentag: 'kort' }, /mindst 12 tegn/],
    [{ adgangskode: 'aaaaaaaaaaaaaaaa', gentag: 'aaaaaaaaaaaaaaaa' }, /flere forskellige/],
    [{ adgangskode: 'kodeord12345!', gentag: 'kodeord12345!' }, /noget af det første/],
    [{ adgangskode: 'Ida Bech er bedst', gentag: 'Ida Bech er bedst' }, /Dit navn og din mail/],
    [{ gentag: 'noget andet end før' }, /ikke ens/],
    [{ kode: '000000' }, /Koden passer ikke/],
    [{ kode: '' }, /Koden passer ikke/],
  ] as const) {
    const { answer, text } = await accept(link, fields)
    assert.equal(answer.status, 422, JSON.stringify(fields))
    assert.match(text, message)
  }
  assert.equal((await accept(link)).answer.status, 200)
})

test('An invitation dies after three days, when a newer one is sent, when she leaves, and by one wrong letter', async () => {
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`delete from govern.credential where staff = ${w.hanne.id}`.execute(kysely),
  )
  const first = await invite(w.hanne)
  const second = await invite(w.hanne)
  assert.equal((await app.request(first)).status, 404)
  assert.equal((await app.request(second)).status, 200)
  const now = w.clock.now()
  later(3 * 24 * 60 + 1)
  assert.equal((await app.request(second)).status, 404)
  w.clock.set(now.toISOString())
  const [id = '', code = ''] = second.replace('/invitation/', '').split('.')
  for (const token of [
    id,
    `${id}.`,
    `${newId()}.${code}`,
    `${id}.${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`,
    `${id}.${code}x`,
    'x',
    '%00',
  ])
    assert.equal((await app.request(`/invitation/${token}`)).status, 404, token)
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update govern.staff set ends_on = current_date, left_at = now() where id = ${w.hanne.id}`.execute(kysely),
  )
  assert.equal((await app.request(second)).status, 404)
})

test('The database keeps no link: what stands in it opens nothing', async () => {
  const link = await invite(w.pernille)
  const rows = await asKeeper<string>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ text: string }>`
      select i::text as text from govern.invitation i union all select body::text from kernel.outbox`.execute(kysely)
    return rows.map(row => row.text).join()
  })
  assert.ok(!rows.includes(link.split('.')[1] ?? '!'))
})

test('A lost way in ends every way and every session, is noted with how she was known, and both hear of it', async () => {
  const link = await invite(w.bente)
  const { secret } = await accept(link)
  later(1)
  const jar = jarOf(app)
  assert.equal((await signIn(jar, 'bente@example.org', secret)).status, 303)
  assert.equal((await replace(w.bente, 'et gæt')).status, 422, 'not without saying how')
  assert.equal((await replace(w.bente, 'knownNumber')).status, 303)
  assert.equal((await jar.get('/min-adgang')).headers.get('Location'), '/log-ind?til=%2Fmin-adgang')
  later(1)
  assert.equal((await signIn(jarOf(app), 'bente@example.org', secret)).status, 422)
  const mails = await deliver()
  assert.deepEqual(mails.map(mail => `${mail.to} ${mail.subject}`).toSorted(), [
    'arne@example.org Du har nulstillet en adgang',
    'bente@example.org Din adgang er nulstillet',
    'bente@example.org Din invitation',
  ])
  const page = await w.arne.get(`/medarbejdere/${w.bente.id}`)
  assert.match(page.text, /adgangen er nulstillet, personen er ringet op på kendt nummer/)
  assert.equal((await accept(linkIn(mails.find(mail => mail.subject === 'Din invitation')))).answer.status, 200)
})

test('Nobody but an administrator of her own house invites, and no administrator herself', async () => {
  const at = w.clock.now()
  const tries: [Person, string][] = [
    [w.lone, w.grete.id],
    [w.pernille, w.grete.id],
    [w.karen, w.mette.id],
    [w.arne, w.karen.id],
    [w.arne, w.arne.id],
    [w.arne, newId()],
  ]
  for (const [who, staff] of tries) {
    const made = await who.does(async db => {
      const { rows } = await sql<{
        made: string | null
      }>`select govern.invite(${staff}, 'new', null, ${at}) as made`.execute(db.tables())
      return rows[0]?.made
    })
    assert.equal(made, null, `${who.name} ${staff}`)
  }
  assert.equal((await w.arne.get(`/medarbejdere/${w.arne.id}`)).html.includes('/invitation"'), false)
  assert.equal((await w.arne.post(`/medarbejdere/${w.arne.id}/invitation`, { _token: newId() })).status, 404)
})

test('The operator invites the first administrator of a house, and she signs in; nobody without a name or a house', async () => {
  const put = (who: Parameters<typeof putInvitation>[1]) =>
    asKeeper<string>(w.source.ownerUrl, kysely => putInvitation(kysely, who, w.clock.now()))
  assert.equal(await put({ organisation: 'nej', email: 'a@example.org' }), 'noOrganisation')
  const solvej = { organisation: 'region-syddanmark', email: 'solvej@example.org' }
  assert.equal(await put(solvej), 'nobody')
  const first = await put({ ...solvej, administrator: 'Solvej Test Dam' })
  const second = await put(solvej)
  const link = (id: string) => `/invitation/${invitationToken(w.database.keys, id)}`
  assert.equal((await app.request(link(first))).status, 404, 'the newer one took its place')
  const { answer, secret } = await accept(link(second))
  assert.equal(answer.status, 200)
  const now = w.clock.now()
  later(1)
  const jar = jarOf(app)
  assert.equal((await signIn(jar, 'solvej@example.org', secret)).status, 303)
  assert.equal((await jar.get('/medarbejdere/ny')).status, 200)
  w.clock.set(now.toISOString())
})

/** Takes an invitation with the workplace's sign-in. */
const acceptAtWork = async (link: string, subject: string) => {
  const jar = jarOf(app)
  const page = await (await jar.post(`${link}/arbejdsplads`)).text()
  const address = /content="0;url=([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const url = issuer.answer(address, subject)
  return { jar, answer: await jar.get(url.pathname + url.search) }
}

test('Grete binds her account to her workplace by the invitation, and signs in there from then on', async () => {
  await replace(w.grete)
  const link = linkIn(
    (await deliver()).find(mail => mail.to === 'grete@example.org' && mail.subject === 'Din invitation'),
  )
  const { jar, answer } = await acceptAtWork(link, 'grete-at-work')
  assert.equal(answer.status, 303)
  assert.match(await (await jar.get('/min-adgang')).text(), /<li>Mødrehjælpen<\/li>/)
  assert.equal((await app.request(link)).status, 404, 'the invitation is used')
})

test('Two persons never share an account: a subject that is somebody’s is not taken by another', async () => {
  await replace(w.ida)
  const link = linkIn(
    (await deliver()).find(mail => mail.to === 'ida@example.org' && mail.subject === 'Din invitation'),
  )
  const { jar, answer } = await acceptAtWork(link, 'grete-at-work')
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), /hører til en anden/)
  assert.ok(!jar.cookies.has('brobygger'))
  assert.equal((await app.request(link)).status, 200, 'Ida’s invitation is still hers')
})

test('Arne binds a subject he knows, not one that is taken, and ends a binding with its sessions', async () => {
  const page = await w.arne.get(`/medarbejdere/${w.ida.id}`)
  assert.equal(
    page.html.includes('/arbejdsplads"'),
    false,
    'without a workplace in the settings there is nothing to bind',
  )
  const withWork = async (fields: Record<string, string>) => {
    const jar = jarOf(app)
    jar.cookies.set('brobygger', w.arne.token)
    const html = await (await jar.get(`/medarbejdere/${w.ida.id}`)).text()
    const form = /<form[^>]*action="[^"]*\/arbejdsplads"[\s\S]*?name="_token" value="([^"]+)"/.exec(html)?.[1] ?? ''
    return jar.post(`/medarbejdere/${w.ida.id}/arbejdsplads`, { _token: form, udsteder: issuer.issuer, ...fields })
  }
  assert.equal((await withWork({ person: 'grete-at-work' })).status, 422)
  assert.equal((await withWork({ person: 'two words' })).status, 422)
  assert.equal((await withWork({ person: 'x'.repeat(300) })).status, 422)
  assert.equal((await withWork({ person: 'ida', udsteder: 'https://evil.example' })).status, 422)
  assert.equal((await withWork({ person: 'ida-at-work' })).status, 303)
  const bound = await asKeeper<number>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from govern.workplace_identity where staff = ${w.ida.id} and ended_at is null`.execute(
      kysely,
    )
    return rows[0]?.n ?? -1
  })
  assert.equal(bound, 1)
  assert.equal((await withWork({ person: '' })).status, 303)
  assert.equal((await w.ida.get('/min-adgang')).status, 303, 'her session ended with the binding')
})
