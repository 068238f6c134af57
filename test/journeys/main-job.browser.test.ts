import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch, withoutChromium } from '../support/browser.ts'
import { type Site, serve } from '../support/site.ts'
import { type World, world } from '../support/world.ts'

const skip = withoutChromium()
let w: World
let browser: Browser
let site: Site
before(async () => {
  if (skip) return
  w = await world()
  browser = await launch()
  site = await serve(w, browser)
})
after(async () => {
  await site?.close()
  await browser?.close()
  await w?.close()
})

const press = async (page: Page, name: string | RegExp) => {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name }).first().click()])
}
const tap = (page: Page, name: string, value: string) => page.locator(`input[name="${name}"][value="${value}"]`).check()
const reads = async (page: Page, text: RegExp) => assert.match((await page.locator('main').textContent()) ?? '', text)

test('a referral comes back answered: Karen, Bente, Lone, and Karen again', { skip }, async () => {
  // Karen refers Amina while she sits beside her.
  const karen = await site.open(w.karen)
  await karen.page.goto('/')
  await karen.page.fill('[name=cpr]', '630498-1234')
  await karen.page.fill('[name=phone]', '00 00 12 34')
  await karen.page.fill('[name=week]', '24+3')
  await karen.page.locator('input[name=reasons]').first().check()
  await tap(karen.page, 'alone', 'yes')
  await tap(karen.page, 'call', 'yes')
  await tap(karen.page, 'consent', 'written')
  await press(karen.page, 'Tjek svarene')
  await press(karen.page, /^Send/)
  const reference = /\b[3479CFGHJKMNPQRTWXY]{3}-[3479CFGHJKMNPQRTWXY]{3}\b/.exec(
    (await karen.page.locator('main').textContent()) ?? '',
  )?.[0]
  assert.ok(reference, 'a short reference to say on the phone')

  // Bente gives the responsibility to Lone.
  const bente = await site.open(w.bente)
  await bente.page.goto('/tildel')
  await bente.page.locator('main a[href^="/henvisninger/"]').first().click()
  const address = new URL(bente.page.url()).pathname
  await bente.page.goto(`${address}/tildeling`)
  await bente.page.selectOption('[name=person]', w.lone.id)
  await press(bente.page, /^Tildel/)
  await reads(bente.page, /Lone Test Holm/)

  // Lone sees her first on the list, calls, says yes, and begins the course with a time.
  const lone = await site.open(w.lone)
  await lone.page.goto('/')
  await reads(lone.page, /Tage kontakt/)
  await lone.page.goto(`${address}/kontakt`)
  await press(lone.page, 'Vi har talt sammen')
  await lone.page.goto(`${address}/tilsagn`)
  await lone.page.locator('main form button[type=submit]').first().click()
  await lone.page.waitForLoadState()
  await lone.page.goto(`${address}/forloeb`)
  await tap(lone.page, 'track', 't1')
  await lone.page.fill('[name=day]', '24.11.2026')
  await lone.page.fill('[name=time]', '10.00')
  await lone.page.locator('main form button[type=submit]').first().click()
  await lone.page.waitForURL(/\/forloeb\//)
  const course = new URL(lone.page.url()).pathname
  await reads(lone.page, /24\. november/)

  // The day after they have talked, and one step is agreed.
  w.clock.set('2026-11-24T11:00:00+01:00')
  await lone.page.goto(course)
  const session = await lone.page.locator(`a[href^="${course}/samtaler/"]`).first().getAttribute('href')
  await lone.page.goto(session ?? '')
  await lone.page.fill('[name=note]', 'Talte om økonomien og barslen. 🌱')
  await lone.page.locator('input[name^=step]').first().fill('Ringe til Udbetaling Danmark')
  await press(lone.page, 'Gem samtalen')
  await reads(lone.page, /1 samtale holdt/)

  // Lone ends it with a result for the step and a summary Amina has heard.
  await lone.page.goto(`${course}/slutrapport`)
  await lone.page.locator('select[name^=result-]').selectOption('reached')
  await tap(lone.page, 'reason', 'asAgreed')
  await lone.page.fill('[name=summary]', 'Amina har fået styr på sin økonomi.')
  await tap(lone.page, 'approved', 'yes')
  await press(lone.page, 'Slut forløbet')
  await reads(lone.page, /Forløbet er slut/)

  // Karen sees what became of it: the status she was promised, and not what Amina kept to herself.
  await karen.page.goto('/mine-henvisninger')
  await reads(karen.page, /Afsluttet/)
  await karen.page.goto(address)
  await reads(karen.page, /Afsluttet/)
  const told = (await karen.page.locator('main').textContent()) ?? ''
  assert.doesNotMatch(told, /økonomien og barslen|Udbetaling Danmark/)
  for (const visitor of [karen, bente, lone]) assert.deepEqual(visitor.problems, [])
})
