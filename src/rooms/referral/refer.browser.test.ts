import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../../test/support/browser.ts'
import { type Site, serve, type Visitor } from '../../../test/support/site.ts'
import { type World, world } from '../../../test/support/world.ts'
import { shortestHonestCase } from './steps.ts'

/** Milliseconds between two keys of a person who types. */
const humanKeyMs = 200

/** Somebody with a keyboard and nothing else. Every key counts. */
const keyboard = (page: Page) => {
  let keys = 0
  const focused = (selector: string): Promise<boolean> =>
    page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  return {
    press,
    count: () => keys,
    async tabTo(selector: string) {
      for (let tabs = 0; tabs < 120; tabs += 1) {
        if (await focused(selector)) return
        await press('Tab')
      }
      assert.fail(`Tab never comes to ${selector}`)
    },
    async type(text: string) {
      for (const key of text) await press(key === ' ' ? 'Space' : key)
    },
    isOn: focused,
  }
}

const sound = async ({ page, markup }: Visitor, name: string): Promise<void> => {
  assert.equal(await sideways(page), 0, `${name} scrolls sideways`)
  assert.deepEqual(await axeViolations(page), [], name)
  assert.deepEqual(await validateHtml(await markup()), [], name)
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${page.viewportSize()?.width}.png`, fullPage: true })
}

describe('the referral in a browser', { skip: withoutChromium() }, () => {
  let w: World
  let browser: Browser
  let site: Site
  before(async () => {
    w = await world()
    browser = await launch()
    site = await serve(w, browser)
  })
  after(async () => {
    await site?.close()
    await browser?.close()
    await w?.close()
  })

  /** The seven inputs, the check and the sending, by keyboard alone. */
  const byKeyboard = async (page: Page, cpr: string, phone: string) => {
    const k = keyboard(page)
    const started = performance.now()
    await page.goto('/')
    const used: string[] = []
    const field = async (name: (typeof shortestHonestCase)[number], selector: string, text: string) => {
      used.push(name)
      await k.tabTo(selector)
      await k.type(text)
    }
    assert.equal(await k.isOn('#cpr'), true, 'the first field has the focus')
    await field('cpr', '#cpr', cpr)
    await field('phone', '#phone', phone)
    await field('week', '#week', '31+2')
    await field('reasons', '[name=reasons][value=anxiety]', ' ')
    await field('alone', '#alone', ' ')
    await field('call', '#call', ' ')
    await field('consent', '#consent', ' ')
    // Enter in a form is its first button.
    await k.press('Enter')
    await page.waitForURL('**/tjek')
    assert.equal(await k.isOn('a[href="#send"]'), true)
    await k.press('Enter')
    if (!(await k.isOn('#send'))) await k.tabTo('#send')
    await k.press('Enter')
    await page.waitForURL('**/henvis/sendt/*')
    return { k, used, ms: performance.now() - started }
  }

  test('Karen refers by keyboard alone, seven inputs, well within 90 seconds, and copies the text with one key', async t => {
    const { page, loads, problems, close } = await site.open(w.karen)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.address })
    const { k, used, ms } = await byKeyboard(page, '670390-0001', '00001234')
    assert.deepEqual(used.toSorted(), [...shortestHonestCase].toSorted())
    assert.deepEqual(
      loads.map(load => load.replaceAll(/[0-9a-f-]{36}/g, ':id')),
      ['GET /', 'POST /henvis/:id', 'POST /henvis/:id/afsendelse'],
      'she waits three times',
    )
    const human = (ms + k.count() * humanKeyMs) / 1000
    t.diagnostic(
      `${used.length} inputs, ${k.count()} keys, ${loads.length} waits, ${human.toFixed(1)} s at ${humanKeyMs} ms a key`,
    )
    assert.ok(human < 90, `${human} s`)
    assert.equal(await k.isOn('[data-copy]'), true, 'the copy button has the focus')
    await k.press('Enter')
    await page.locator('#journal-status', { hasText: 'Teksten er kopieret' }).waitFor()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    assert.match(String(copied), /^Kvinden er 23\. november 2026 henvist til Mødrehjælpen/)
    assert.deepEqual(problems, [])
    await close()
  })

  test('the same without JavaScript, on a phone', async () => {
    const { page, problems, close } = await site.open(w.karen, { width: 360, script: false })
    const { k, used } = await byKeyboard(page, '670390-0002', '00004321')
    assert.equal(used.length, 7)
    assert.ok(k.count() > 0)
    assert.equal(await page.locator('#journal').isVisible(), true, 'the text can be marked by hand')
    assert.equal(await page.locator('[data-copy]').isVisible(), false)
    assert.deepEqual(problems, [])
    await close()
  })

  for (const width of [360, 1280])
    test(`every page of it is sound at ${width} px`, async () => {
      const visitor = await site.open(w.mette, { width })
      const { page, problems, close } = visitor
      await page.goto('/henvis')
      await sound(visitor, 'henvis')
      await page.locator('#cpr').fill('310290-1234')
      await page.locator('#week').fill('46')
      await page.getByRole('button', { name: 'Tjek svarene' }).click()
      assert.equal(await page.locator('#fejl').evaluate(element => element.matches(':focus')), true)
      await sound(visitor, 'henvis-fejl')
      await page.locator('#cpr').fill(`6${width === 360 ? 8 : 9}0390-0003`)
      await page.locator('#week').fill('31+2')
      await page.locator('#phone').fill(`0000${width}0`.slice(0, 8))
      await page.getByLabel('Angst').check()
      await page.locator('#alone').check()
      await page.locator('#call').check()
      await page.locator('#consent').check()
      await page.getByRole('button', { name: 'Tjek svarene' }).click()
      await page.waitForURL('**/tjek')
      await sound(visitor, 'tjek')
      const draft = page.url().replace('/tjek', '')
      for (const step of ['hvem', 'hvorfor', 'oenske', 'tryg-kontakt', 'samtykke', 'uden-samtykke']) {
        await page.goto(`${draft}/${step}?fra=tjek`)
        await sound(visitor, step)
      }
      await page.goto(`${draft}/tjek`)
      if (await page.locator('#likeness').count()) await page.getByLabel('Nej, det er en anden').check()
      await page.getByRole('button', { name: 'Send henvisningen' }).click()
      await page.waitForURL('**/henvis/sendt/*')
      await sound(visitor, 'kvittering')
      await page.goto('/mine-henvisninger')
      await sound(visitor, 'mine')
      await page.locator('main .bb-who a').first().click()
      await page.waitForURL('**/henvisninger/*')
      await sound(visitor, 'sendt')
      await page.goto(`${page.url()}?ret=contact`)
      await sound(visitor, 'ret')
      assert.deepEqual(
        problems.filter(problem => !problem.includes('422')),
        [],
      )
      await close()
    })

  test('what she types is saved by itself, and the back button finds it again', async () => {
    const { page, close } = await site.open(w.karen)
    await page.clock.install()
    await page.goto('/henvis')
    await page.locator('#phone').fill('00005555')
    await page.clock.runFor(10_500)
    await page.locator('[data-draft-status]', { hasText: /^Kladde gemt kl\./ }).waitFor()
    await page.goto('/programmer')
    await page.goto('/mine-henvisninger#kladder')
    await page.locator('section[aria-labelledby="kladder"] a').first().click()
    assert.equal(await page.locator('#phone').inputValue(), '00005555')
    await page.getByRole('button', { name: 'Gå trin for trin' }).click()
    await page.waitForURL('**/hvem')
    await page.goBack()
    assert.equal(await page.locator('#phone').inputValue(), '00005555')
    await close()
  })
})
