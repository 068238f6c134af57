import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../support/browser.ts'
import { type World, world } from '../support/world.ts'
import { type Example, findExamples, isAnswered, pageAddresses } from './pages.ts'

const widths = [360, 1280]
const lightest = 100_000
const personal = /cpr|navn|name|foedsel|fødsel|birth|telefon|tlf|phone|mail|adresse|address/i

let w: World
let server: ServerType
let browser: Browser
let origin: string
let examples: Map<string, Example>

interface Opened {
  page: Page
  context: BrowserContext
  status: number
  html: string
  problems: string[]
  bytes: () => number
}

/** A page with an empty cache, as the person who comes for the first time. */
const open = async ({ as, path }: Example): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
  if (as) await context.addCookies([{ name: 'brobygger', value: w[as].token, url: origin }])
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  page.on('response', answer => {
    if (answer.status() >= 400) problems.push(`status of ${answer.status()}: ${answer.url()}`)
  })
  page.on('pageerror', error => problems.push(String(error)))
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  let bytes = 0
  network.on('Network.loadingFinished', event => {
    bytes += event.encodedDataLength
  })
  const response = await page.goto(`${origin}${path}`)
  return {
    page,
    context,
    status: response?.status() ?? 0,
    html: (await response?.text()) ?? '',
    problems,
    bytes: () => bytes,
  }
}

/** Links and forms that lead nowhere, and forms that would put a person into an address. */
const leads = async (page: Page): Promise<string[]> => {
  const links = (await page.locator('a[href]').evaluateAll(all => all.map(a => a.getAttribute('href')))) as string[]
  const forms = (await page.locator('form').evaluateAll(all =>
    all.map(form => ({
      method: form.getAttribute('method')?.toUpperCase() ?? 'GET',
      action: form.getAttribute('action') ?? '',
      names: [...form.querySelectorAll('[name]')].map(field => field.getAttribute('name') ?? ''),
    })),
  )) as { method: string; action: string; names: string[] }[]
  const pathOf = (address: string) => address.split(/[?#]/)[0] || new URL(page.url()).pathname
  return [
    ...links
      .filter(href => href.startsWith('/') && !isAnswered('GET', pathOf(href)))
      .map(href => `a link leads to ${href}, which nobody answers`),
    ...forms
      .filter(({ method, action }) => !isAnswered(method, pathOf(action)))
      .map(({ method, action }) => `a form goes to ${method} ${action}, which nobody answers`),
    ...forms
      .filter(({ method, names }) => method === 'GET' && names.some(name => personal.test(name)))
      .map(({ action }) => `the form to ${action} would put a person into an address: send it with POST`),
    // ?ret= names the field to correct, never what stands in it.
    ...links
      .filter(href => personal.test((/\?([^#]*)/.exec(href)?.[1] ?? '').replace(/\bret=\w+/, '')))
      .map(href => `${href} carries a person`),
  ]
}

const inlineCode = /<script(?![^>]*\bsrc=)|<style\b|<[^>]+\s(?:style|on[a-z]+)=/i

describe('every page, as people open it', { skip: withoutChromium() }, () => {
  before(async () => {
    w = await world()
    examples = await findExamples(w)
    server = createAdaptorServer({ fetch: w.app.fetch }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    server?.close()
    await w?.close()
  })

  const check = async (example: Example, status = 200, prepare = async (_page: Page): Promise<void> => undefined) => {
    const opened = await open(example)
    try {
      const { page } = opened
      await prepare(page)
      const where = `${example.path} as ${example.as ?? 'a stranger'}`
      if (status === 200) assert.equal(opened.status, status, where)
      assert.ok(opened.bytes() <= lightest, `${where}: ${opened.bytes()} bytes at a first visit`)
      const html = status === 422 ? await page.content() : opened.html
      if (status !== 422) assert.deepEqual(await validateHtml(html), [], where)
      assert.doesNotMatch(html, inlineCode, where)
      assert.deepEqual(await leads(page), [], where)
      assert.equal(await page.locator('main h1').count(), 1, `${where}: one h1`)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        assert.deepEqual(await axeViolations(page), [], `${where} at ${width} px`)
        assert.equal(await sideways(page), 0, `${where} at ${width} px: scrolls sideways`)
      }
      const expected = status === 200 ? [] : opened.problems.filter(text => /status of (404|422|409)/.test(text))
      assert.deepEqual(
        opened.problems.filter(text => !expected.includes(text)),
        [],
        where,
      )
    } finally {
      await opened.context.close()
    }
  }

  for (const path of pageAddresses)
    test(`${path} is light, valid, and within WCAG 2.2 AA on a phone and a desk`, () => {
      const example = examples.get(path)
      assert.ok(example, 'nobody has opened it: see test/house/pages.test.ts')
      return check(example)
    })

  test('A page that is not there is still a page for everybody', () => check({ as: 'karen', path: '/nej' }, 404))

  test('A wrong guess at signing in is told so that everybody can hear it', () =>
    check({ path: '/log-ind' }, 422, async page => {
      await page.fill('[name=email]', 'karen@example.org')
      await page.fill('[name=adgangskode]', 'forkert')
      await page.fill('[name=kode]', '123456')
      await page.click('main button[type=submit]')
      await page.waitForLoadState()
      assert.match((await page.textContent('main')) ?? '', /passer ikke/)
    }))
})
