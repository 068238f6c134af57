import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../test/support/browser.ts'
import { asKeeper } from '../../test/support/database.ts'
import { type Person, type World, world } from '../../test/support/world.ts'
import { createApp } from '../app.ts'
import type { Config } from '../kernel/config.ts'
import { startIssuer } from '../rooms/govern/identity/issuer.testing.ts'
import { invitationToken, oidcProvider, putCredential } from '../rooms/govern/index.ts'
import { otpAt } from '../rooms/govern/one-time-code.testing.ts'

const shots = process.env.SHOTS

describe('signing in, as people do it', { skip: withoutChromium() }, () => {
  let w: World
  let issuer: Awaited<ReturnType<typeof startIssuer>>
  let server: ServerType
  let browser: Browser
  let origin: string

  before(async () => {
    w = await world()
    issuer = await startIssuer(() => w.clock.now())
    let answer: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 })
    server = createAdaptorServer({ fetch: request => answer(request) })
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
    origin = `http://localhost:${(server.address() as AddressInfo).port}`
    const config: Config = { ...w.config, baseUrl: origin, forwarded: undefined }
    const { settings } = issuer
    const providers = [
      oidcProvider(settings, w.clock),
      oidcProvider(
        { ...settings, key: 'moedrehjaelpen', name: 'Mødrehjælpen', organisation: 'moedrehjaelpen' },
        w.clock,
      ),
      oidcProvider({ ...settings, key: 'mitid', name: 'MitID', for: 'citizen', organisation: undefined }, w.clock),
    ]
    answer = createApp({ config, database: w.database, clock: w.clock, providers }).fetch
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    server?.close()
    if (server && 'closeAllConnections' in server) server.closeAllConnections()
    await issuer?.close()
    await w?.close()
  })

  const open = async (
    options: { script?: boolean; as?: Person } = {},
  ): Promise<{ context: BrowserContext; page: Page; problems: string[] }> => {
    const context = await browser.newContext({
      baseURL: origin,
      javaScriptEnabled: options.script ?? true,
      locale: 'da-DK',
    })
    if (options.as) await context.addCookies([{ name: 'brobygger', value: options.as.token, url: origin }])
    const page = await context.newPage()
    const problems: string[] = []
    page.on(
      'console',
      message => message.type() === 'error' && !/status of 4/.test(message.text()) && problems.push(message.text()),
    )
    page.on('pageerror', error => problems.push(String(error)))
    return { context, page, problems }
  }

  /** Kind to everybody, at both widths, and a picture where one is asked for. */
  const look = async (page: Page, name: string) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      assert.deepEqual(await axeViolations(page), [], `${name} at ${width}`)
      assert.equal(await sideways(page), 0, `${name} at ${width} scrolls sideways`)
      if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true })
    }
    assert.equal(await page.locator('main h1').count(), 1, name)
  }
  const valid = async (path: string, cookie = '') => {
    const answer = await fetch(`${origin}${path}`, { headers: cookie ? { Cookie: cookie } : {}, redirect: 'manual' })
    assert.deepEqual(await validateHtml(await answer.text()), [], path)
  }
  const invitation = async (who: Person): Promise<string> => {
    const id = await asKeeper<string>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{ id: string }>`
        insert into govern.invitation (organisation, staff, reason, made_by, made_at, expires_at)
        values (${who.organisation}, ${who.id}, 'new', ${w.arne.id}, ${w.clock.now()}, ${new Date(w.clock.now().getTime() + 86_400_000)}) returning id`.execute(
        kysely,
      )
      return rows[0]?.id ?? ''
    })
    return `/invitation/${invitationToken(w.database.keys, id)}`
  }
  /** The issuer's page, which sends her back at once as this subject. */
  const vouch = (page: Page, subject: string, claims: Record<string, unknown> = {}) =>
    page.route(`${issuer.issuer}/authorize*`, route =>
      route.fulfill({
        status: 302,
        headers: { Location: issuer.answer(route.request().url(), subject, { claims }).href },
      }),
    )

  test('Lone makes a passkey in a real browser, signs out, and signs in with it', async () => {
    const { context, page, problems } = await open({ as: w.lone })
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/min-adgang/noegle')
    await look(page, 'noegle')
    await page.fill('[name=kaldes]', 'Min bærbare')
    await page.click('text=Lav adgangsnøglen')
    await page.waitForURL('**/min-adgang')
    await look(page, 'min-adgang')
    assert.match((await page.textContent('main')) ?? '', /Min bærbare/)
    await page.click('text=Log af >> nth=0')
    await page.waitForURL('**/log-ind')
    await page.click('text=Log ind med adgangsnøgle')
    await page.waitForURL(url => url.pathname !== '/log-ind')
    assert.match((await page.textContent('header')) ?? '', /Lone Test Holm/)
    await page.goto('/min-adgang')
    await page.click('button:has-text("Fjern")')
    await page.waitForSelector('#fejl')
    assert.match((await page.textContent('#fejl')) ?? '', /eneste måde/)
    assert.deepEqual(problems, [])
    await context.close()
  })

  test('A browser whose key does not answer says so, and the other ways stand there', async () => {
    const { context, page } = await open()
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: false,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/log-ind')
    await page.click('text=Log ind med adgangsnøgle')
    await page.waitForSelector('[data-passkey-status]:has-text("svarede ikke")')
    assert.ok(await page.isVisible('[name=adgangskode]'))
    await context.close()
  })

  for (const script of [true, false])
    test(`Karen signs in at her workplace ${script ? 'with' : 'without'} JavaScript`, async () => {
      await asKeeper(w.source.ownerUrl, kysely =>
        sql`insert into govern.workplace_identity (organisation, staff, issuer, subject, bound_by)
          values (${w.karen.organisation}, ${w.karen.id}, ${issuer.issuer}, 'karen-at-work', ${w.karen.id}) on conflict do nothing`.execute(
          kysely,
        ),
      )
      const { context, page, problems } = await open({ script })
      await vouch(page, 'karen-at-work')
      await page.goto('/log-ind')
      assert.equal(await page.isVisible('text=Log ind med adgangsnøgle'), script)
      await page.selectOption('[name=arbejdsplads]', 'region-syddanmark')
      await page.click('text=Videre til login')
      await page.waitForURL(url => url.pathname === '/henvis')
      assert.match((await page.textContent('header')) ?? '', /Karen Test Vang/)
      assert.deepEqual(problems, [])
      await context.close()
    })

  test('Lone signs in with password and code on a shared computer, without JavaScript', async () => {
    const secret = await asKeeper<string>(w.source.ownerUrl, kysely =>
      putCredential(
        kysely,
        { organisation: w.lone.organisation, staff: w.lone.id, email: 'lone@example.org' },
        'fire gule heste',
      ),
    )
    const { context, page } = await open({ script: false })
    await page.goto('/log-ind')
    await page.fill('[name=email]', 'lone@example.org')
    await page.fill('[name=adgangskode]', 'fire gule heste')
    await page.fill('[name=kode]', otpAt(secret, w.clock.now()))
    await page.check('#delt-kode')
    await page.click('button:text-is("Log ind")')
    await page.waitForURL(url => url.pathname !== '/log-ind')
    await page.goto('/min-adgang')
    assert.match((await page.textContent('main')) ?? '', /delt computer/)
    const left = (await context.cookies()).map(cookie => `${cookie.name} ${cookie.expires}`)
    assert.deepEqual(left, ['brobygger -1'], 'one cookie, which dies with the browser')
    await context.close()
  })

  test('The pages around signing in are light, valid and within WCAG 2.2 AA', async () => {
    const { context, page, problems } = await open()
    await page.goto('/log-ind')
    await look(page, 'log-ind')
    await valid('/log-ind')
    await page.fill('[name=email]', 'lone@example.org')
    await page.fill('[name=adgangskode]', 'forkert')
    await page.fill('[name=kode]', '000000')
    await page.click('button:text-is("Log ind")')
    await page.waitForSelector('#fejl')
    await look(page, 'log-ind-fejl')
    await page.goto('/log-ind/hjaelp')
    await look(page, 'hjaelp')
    await valid('/log-ind/hjaelp')

    await vouch(page, 'a-stranger')
    await page.goto('/log-ind')
    await page.selectOption('[name=arbejdsplads]', 'region-syddanmark')
    await page.click('text=Videre til login')
    await page.waitForSelector('text=Vi kender dig ikke endnu')
    await look(page, 'ukendt')

    const link = await invitation(w.grete)
    await page.goto(link)
    await look(page, 'invitation')
    await valid(link)
    await page.fill('[name=adgangskode]', 'kort')
    await page.fill('[name=gentag]', 'kort')
    await page.click('text=Gør adgangen klar')
    await page.waitForSelector('#fejl')
    await look(page, 'invitation-fejl')
    assert.deepEqual(problems, [])
    await context.close()
  })

  test('Amina’s pages are calm, light and valid, with the way out in sight', async () => {
    const { context, page, problems } = await open()
    await page.goto('/min-side')
    await look(page, 'min-side')
    await valid('/min-side')
    await vouch(page, 'amina-1')
    await page.click('text=Log ind med MitID')
    await page.waitForSelector('text=Du er logget ind')
    await look(page, 'min-side-inde')
    assert.equal(await page.title(), 'Min side')
    assert.ok(await page.isVisible('[data-exit]'))
    await page.click('button:text-is("Log af")')
    await page.waitForSelector('text=Log ind med MitID')
    assert.deepEqual(await context.cookies(), [], 'nothing is left')
    await page.unroute(`${issuer.issuer}/authorize*`)
    await vouch(page, 'amina-1', { loa: 'Low' })
    await page.click('text=Log ind med MitID')
    await page.waitForSelector('text=niveau Betydelig')
    await look(page, 'min-side-lav')
    assert.deepEqual(problems, [])
    await context.close()
  })

  test('Bente chooses her role, and Arne’s page of a colleague opens in every part', async () => {
    await asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into govern.staff_role (organisation, staff, role, from_at, given_by)
        values (${w.bente.organisation}, ${w.bente.id}, 'administrator', now() - interval '1 hour', ${w.arne.id})`.execute(
        kysely,
      ),
    )
    const bente = await w.person(w.bente.id, w.bente.organisation, w.bente.name)
    const { context, page, problems } = await open({ as: bente })
    await page.goto('/tildel')
    assert.equal(new URL(page.url()).pathname, '/rolle')
    await look(page, 'rolle')
    await valid('/rolle', `brobygger=${bente.token}`)
    await page.check('[value=administrator]')
    await page.click('text=Fortsæt')
    await page.goto(`/medarbejdere/${w.lone.id}`)
    await page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    await look(page, 'medarbejder')
    await valid(`/medarbejdere/${w.lone.id}`, `brobygger=${bente.token}`)
    assert.match((await page.textContent('header')) ?? '', /Administrator, Mødrehjælpen[\s\S]*Skift rolle/)
    assert.deepEqual(problems, [])
    await context.close()
  })
})
