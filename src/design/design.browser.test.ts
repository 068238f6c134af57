import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../test/support/browser.ts'
import { page } from './layout.ts'
import type { Html } from './markup.ts'
import { conflictSample, refusalSample, samplePage } from './sample.ts'
import { quickExit } from './states.ts'
import { staticFiles } from './static.ts'

const pages: Record<string, () => Html> = { parts: samplePage, refusal: refusalSample, conflict: conflictSample }
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; img-src 'self'"
const home = 'http://brobygger.test/'

type Visit = { page: Page; problems: string[]; drafts: string[]; close: () => Promise<void> }

/** A page opened as the web server would send it: own static files alone, under the strict policy. */
const visit = async (browser: Browser, markup: Html, width: number, script = true): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    bypassCSP: false,
  })
  const page = await context.newPage()
  const problems: string[] = []
  const drafts: string[] = []
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', error => problems.push(String(error)))
  await page.route('**/*', async route => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') {
      const headers = { 'content-security-policy': policy }
      return route.fulfill({ body: String(await markup), contentType: 'text/html; charset=utf-8', headers })
    }
    if (pathname.startsWith('/kladder/')) {
      drafts.push(route.request().postData() ?? '')
      return route.fulfill({ status: 204 })
    }
    if (pathname === '/vejr') return route.fulfill({ body: 'Vejret', contentType: 'text/plain' })
    const file = staticFiles.get(pathname)
    if (!file) problems.push(`asked for ${pathname}`)
    return file ? route.fulfill({ body: file.body, contentType: file.type }) : route.fulfill({ status: 404, body: '' })
  })
  await page.goto(home)
  return { page, problems, drafts, close: () => context.close() }
}

describe('the parts in a browser', { skip: withoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launch()
  })
  after(() => browser.close())

  for (const [name, make] of Object.entries(pages)) {
    test(`Karen reads the ${name} page at 320, 360 and 1280 px, and nothing sticks out or breaks WCAG 2.2 AA`, async () => {
      for (const width of [320, 360, 1280]) {
        const { page, problems, close } = await visit(browser, make(), width)
        assert.equal(await sideways(page), 0, `${width} px: scrolls sideways`)
        // The shot files are for a person to look at; nothing is compared with them.
        if (process.env.SHOTS)
          await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
        if (width !== 320) assert.deepEqual(await axeViolations(page), [], `${width} px`)
        assert.deepEqual(problems, [], `${width} px`)
        await close()
      }
    })
    test(`the ${name} page is sound markup`, async () => {
      assert.deepEqual(await validateHtml(String(await make())), [])
    })
  }

  test('Karen, whose browser runs no script, lands on the error summary and walks from it to the field', async () => {
    const { page, close } = await visit(browser, samplePage(), 1280, false)
    assert.equal(await page.locator('#fejl').evaluate(element => element.matches(':focus')), true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await page.locator('#termin').evaluate(element => element.matches(':focus')), true)
    await close()
  })

  test('Lone writes a note and the draft is saved when she turns away', async () => {
    const { page, drafts, close } = await visit(browser, samplePage(), 1280)
    await page.locator('#note').fill('Ring tirsdag')
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    await page.locator('[data-draft-status]', { hasText: /^Kladde gemt kl\. \d\d\.\d\d$/ }).waitFor()
    assert.equal(drafts.length, 1)
    assert.match(drafts[0] ?? '', /_token=abc&_version=4&.*note=Ring\+tirsdag/)
    await close()
  })

  test('Karen copies the text for the record with one press', async () => {
    const { page, close } = await visit(browser, samplePage(), 1280)
    await page.getByRole('button', { name: 'Kopiér teksten' }).press('Enter')
    await page.locator('#journal-status', { hasText: /kopieret|markeret/ }).waitFor()
    await close()
  })

  test('Amina leaves with three presses of Shift, and the way back does not lead to the page', async () => {
    const markup = page({ title: 'Mine aftaler', synthetic: true, scripts: ['exit.js'] }, quickExit('/vejr'))
    const { page: hers, close } = await visit(browser, markup, 360)
    await hers.keyboard.type('Aa')
    for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await hers.keyboard.press(key)
    assert.equal(new URL(hers.url()).pathname, '/')
    await hers.keyboard.press('Shift')
    await hers.waitForURL('**/vejr')
    assert.equal(await hers.evaluate('history.length'), 2)
    await close()
  })
})
