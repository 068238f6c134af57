import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../../../test/support/browser.ts'
import { type Cast, type World, world } from '../../../../test/support/world.ts'
import { noteAbsence } from '../../govern/index.ts'
import { heldFamily, mayBeCalled } from '../families.testing.ts'
import { letGo } from '../store.ts'

describe('the pages of the caseload, full of families', { skip: withoutChromium() }, () => {
  let w: World
  let server: ServerType
  let browser: Browser
  let origin: string
  before(async () => {
    w = await world('2026-11-25T08:10:00+01:00')
    await fill()
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

  const fill = async () => {
    const at = w.clock.now()
    await heldFamily(w, {
      pregnant: { name: 'Karla Test Hansen', phone: '00 00 12 34', birthDate: '1998-04-03' },
      due: '2026-11-19',
      contact: { ...mayBeCalled, bestHours: ['9-11', '13-15'] },
    })
    await heldFamily(w, {
      pregnant: { name: 'Rikke Test Lund' },
      due: '2026-11-24',
      bornOn: '2026-08-20',
      step: 'planReview',
      subject: 'course',
      contact: { ...mayBeCalled, mayCall: false, mayText: true },
    })
    await heldFamily(w, {
      pregnant: { name: 'Sofie Test Bo' },
      due: '2026-11-25',
      time: '08:30',
      step: 'session',
      subject: 'course',
    })
    await heldFamily(w, {
      pregnant: { name: 'Mathilde Test Ko' },
      due: '2026-11-25',
      time: '10:00',
      step: 'session',
      subject: 'course',
      bornOn: '2026-10-12',
    })
    await heldFamily(w, {
      pregnant: { name: 'Leyla Test Demir' },
      due: '2026-11-25',
      time: '11:30',
      step: 'session',
      subject: 'course',
      contact: { ...mayBeCalled, language: 'tr', interpreter: true },
    })
    await heldFamily(w, {
      pregnant: { name: 'Kirsten Test Vad' },
      due: '2026-11-25',
      site: 'svendborg',
      dueDate: '2027-06-01',
    })
    await heldFamily(w, {
      pregnant: { name: 'Nadia Test Omar' },
      due: '2026-11-27',
      step: 'whatNow',
      subject: 'course',
    })
    await heldFamily(w, {
      pregnant: { name: 'Grethe-Margrethe-Wilhelmine Test Nissen-Holstein-Ledreborg' },
      due: '2026-12-08',
      holder: w.grete,
    })
    await heldFamily(w, {
      pregnant: { name: 'Unna Test Ny' },
      holder: w.bente,
      stage: 'unassigned',
      step: 'assign',
      due: '2026-11-26',
    })
    const over = await heldFamily(w, { pregnant: { name: 'Anna Test Slut' } })
    await w.lone.does(db => letGo(db, over.family, { kind: 'referral', id: over.subject }, 'Afsluttet efter plan', at))
    await w.bente.does(db =>
      noteAbsence(
        db,
        [
          { staff: w.grete.id, day: '2026-11-25', cover: w.lone.id, reason: 'holiday' },
          { staff: w.grete.id, day: '2026-11-26', cover: w.lone.id, reason: 'holiday' },
        ],
        at,
      ),
    )
  }

  const opened = async (as: Cast, path: string, work: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies([{ name: 'brobygger', value: w[as].token, url: origin }])
    const page = await context.newPage()
    await page.goto(`${origin}${path}`)
    try {
      await work(page)
    } finally {
      await context.close()
    }
  }

  const check = async (page: Page, name: string) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
      assert.deepEqual(await axeViolations(page), [], `${name} at ${width} px`)
      assert.equal(await sideways(page), 0, `${name} at ${width} px: scrolls sideways`)
    }
  }

  // Pages without rows, and those of one family or colleague, are opened with all other pages in test/house.
  const still: [string, Cast, string][] = [
    ['arbejdsliste', 'lone', '/arbejdsliste'],
    ['afsluttede', 'bente', '/arbejdsliste?vis=afsluttede'],
  ]
  for (const [name, as, path] of still)
    test(`${name}: sound markup, WCAG 2.2 AA, nothing sticks out`, () =>
      opened(as, path, async page => {
        assert.deepEqual(await validateHtml((await w[as].get(path)).html), [])
        await check(page, name)
      }))

  test('Lone finds a caller with the keyboard alone, and the address keeps nothing of it', () =>
    opened('lone', '/familier', async page => {
      await page.keyboard.type('kar')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Karla Test Hansen' }).waitFor()
      assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/familier')
      await check(page, 'fundet')
    }))

  test('Lone shields her screen and takes the shield away again', () =>
    opened('jonna', '/arbejdsliste', async page => {
      await page.getByRole('button', { name: 'Skærm mod borgeren' }).click()
      await page.getByText('Listen er skjult, mens nogen ser med').waitFor()
      await check(page, 'skaermet')
      await page.getByRole('button', { name: 'Vis alle familier igen' }).click()
      await page.getByRole('button', { name: 'Skærm mod borgeren' }).waitFor()
    }))

  test('A leaving without receivers, an absence without covers and a colleague without a name are told in place', async () => {
    await opened('bente', `/medarbejdere/${w.lone.id}/afgang`, async page => {
      await page.getByRole('button', { name: /^Overdrag/ }).click()
      assert.equal(await page.locator('#fejl').evaluate(element => element.matches(':focus')), true)
      await check(page, 'afgang-fejl')
    })
    await opened('lone', '/fravaer', async page => {
      await page.getByLabel('Første dag').fill('30.11.2026')
      await page.getByLabel('Sidste dag').fill('4.12.2026')
      await page.getByLabel('Hvorfor?').selectOption('holiday')
      await page.getByRole('button', { name: 'Vælg afløsere' }).click()
      await page.getByLabel('Fredag 4. december').selectOption('')
      await page.getByRole('button', { name: 'Gem fravær og afløsere' }).click()
      await check(page, 'afloesere-fejl')
    })
    await opened('arne', '/medarbejdere/ny', async page => {
      await page.getByRole('button', { name: 'Opret' }).click()
      await check(page, 'ny-fejl')
    })
    await opened('arne', `/medarbejdere/${w.hanne.id}`, async page => {
      await page.getByRole('button', { name: 'Send invitation' }).click()
      await check(page, 'adgang')
    })
  })
})
