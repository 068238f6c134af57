import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../../test/support/browser.ts'
import { type Site, serve } from '../../../test/support/site.ts'
import { type World, world } from '../../../test/support/world.ts'
import type { Id } from '../../kernel/ids.ts'
import { sitesOf } from '../govern/index.ts'
import { bookSession, closeSession, rescheduleSession } from './book.ts'
import { acceptedReferral, startedCourse, talk } from './course.testing.ts'
import { closeAsMistaken, endCourse } from './end.ts'
import { logSession } from './log.ts'
import { fileOf } from './store.ts'

const day = '2024-06-03'
const record = (note: string) => ({
  record: {
    minutes: 45,
    tookPart: ['woman' as const, 'interpreter' as const],
    topics: ['economy', 'coupleRelationship'],
    note,
  },
  steps: [
    { text: 'Ringe til banken om en afdragsordning', who: 'woman' as const, due: '2024-06-20' },
    { text: 'Finde en barselsgruppe tæt på', who: 'counsellor' as const, due: null },
  ],
  results: {},
  next: null,
  seen: 0,
})

describe('the course in a browser', { skip: withoutChromium() }, () => {
  let w: World
  let browser: Browser
  let site: Site
  let odense: Id | null
  before(async () => {
    w = await world(`${day}T09:00:00+02:00`)
    browser = await launch()
    site = await serve(w, browser)
    odense = await w.lone.does(async db => (await sitesOf(db)).find(one => one.key === 'odense')?.id ?? null)
  })
  after(async () => {
    await browser.close()
    await site.close()
    await w.close()
  })

  const there = (room: string) => ({
    mode: 'physical' as const,
    site: odense,
    room,
    interpreter: 'Nadia Test Ali',
  })
  const sessionsOf = (id: Id) => w.lone.does(async db => (await fileOf(db, id)).sessions)

  /** On a phone and on a desk nothing sticks out or breaks WCAG 2.2 AA; the markup as it was sent is sound. */
  const look = async (name: string, address: string, act?: (page: Page) => Promise<void>) => {
    const { page, problems, close } = await site.open(w.lone)
    const sent: Promise<string>[] = []
    page.on('response', response => {
      if (response.headers()['content-type']?.includes('text/html')) sent.push(response.text())
    })
    await page.goto(address)
    await act?.(page)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
      assert.equal(await sideways(page), 0, `${name} ${width} px: scrolls sideways`)
      assert.deepEqual(await axeViolations(page), [], `${name} ${width} px`)
    }
    assert.deepEqual(await validateHtml((await sent.at(-1)) ?? ''), [], name)
    const expected = act ? problems.filter(one => !/status of 422/.test(one)) : problems
    assert.deepEqual(expected, [], name)
    await close()
  }

  test('Lone follows a course from one of two to what now, on a phone and at her desk', async () => {
    w.clock.set(`${day}T09:00:00+02:00`)
    const { id } = await startedCourse(w, { day, first: talk(w, '2024-06-04', '09:00', there('Lokale 2')) })
    const [first] = await sessionsOf(id)
    assert.ok(first)
    w.clock.set('2024-06-04T10:00:00+02:00')
    const note = 'Vi så på budgettet. Hun er lettet.\n\nHun vil gerne have, at vi ringer om formiddagen.'
    assert.ok((await w.lone.does(db => logSession(db, id, first.id, record(note), w.clock))).ok)
    const at = (on: string) => talk(w, on, '09:00', there('Lokale 2'))
    const booked = await w.lone.does(db => bookSession(db, id, at('2024-06-10'), w.clock))
    assert.ok(booked.ok)
    const to = { appointment: at('2024-06-12'), reason: 'sheIsIll', note: 'Barnet har feber', seen: 0 }
    const moved = await w.lone.does(db => rescheduleSession(db, id, booked.id, to, w.clock))
    assert.ok(moved.ok)
    await look('forloeb-1-af-2', `/forloeb/${id}`)
    await look('kalender', '/kalender?uge=2024-06-10')
    w.clock.set('2024-06-12T10:00:00+02:00')
    await look('samtale-fejl', `/forloeb/${id}/samtaler/${moved.id}`, async page => {
      await page.locator('#duration').fill('mange')
      await page.locator('#tookPart').uncheck()
      await page.locator('[name=step-1-due]').fill('3.12.2020')
      await page.getByRole('button', { name: 'Gem samtalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    await look('udeblivelse', `/forloeb/${id}/aftaler/${moved.id}/flytning`)
    const stale = await w.jonna.get(`/forloeb/${id}/samtaler/${moved.id}`)
    const hers = { ...record('Lones udgave'), steps: [] }
    assert.ok((await w.lone.does(db => logSession(db, id, moved.id, hers, w.clock))).ok)
    const mine = { tookPart: 'woman', duration: '45', note: 'Jonnas udgave' }
    const conflict = await w.jonna.submit(stale, `/forloeb/${id}/samtaler/${moved.id}`, mine)
    assert.equal(conflict.status, 409)
    assert.deepEqual(await validateHtml(conflict.html), [])
    await look('forloeb-hvad-nu', `/forloeb/${id}`)
    await look('slutrapport-fejl', `/forloeb/${id}/slutrapport`, async page => {
      await page.getByRole('button', { name: 'Slut forløbet' }).click()
      await page.locator('#fejl').waitFor()
    })
    const { steps } = await w.lone.does(db => fileOf(db, id))
    const results = Object.fromEntries(steps.map(step => [step.id, 'reached' as const]))
    const words = { reason: 'asAgreed', note: null, summary: 'Hun har fået overblik over økonomien.', approved: true }
    assert.ok((await w.lone.does(db => endCourse(db, id, { ...words, results }, w.clock))).ok)
    await look('forloeb-slut', `/forloeb/${id}`)
  })

  test('Lone sees what is taken, moves, cancels and takes back, on a phone and at her desk', async () => {
    w.clock.set(`${day}T09:00:00+02:00`)
    const { id } = await startedCourse(w, { day, first: talk(w, '2024-06-19', '11:00', there('Lokale 3')) })
    const [session] = await sessionsOf(id)
    assert.ok(session)
    await look('kalender-tom', '/kalender?uge=2024-07-01')
    await look('aftal-optaget', `/forloeb/${id}/aftaler`, async page => {
      await page.locator('#day').fill('19.6.2024')
      await page.locator('#time').fill('11.15')
      await page.getByRole('button', { name: 'Gem aftalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    await look('flytning-fejl', `/forloeb/${id}/aftaler/${session.id}/flytning`, async page => {
      await page.locator('#day').fill('31.2.2025')
      await page.getByRole('button', { name: 'Flyt aftalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    const off = { verb: 'cancelByHer' as const, note: 'Hun har fået arbejde den dag', seen: 0 }
    assert.ok((await w.lone.does(db => closeSession(db, id, session.id, off, w.clock))).ok)
    await look('fortryd', `/forloeb/${id}/aftaler/${session.id}/flytning`)
    const why = { reason: 'neverAgreed' as const, note: null }
    assert.ok((await w.lone.does(db => closeAsMistaken(db, id, why, w.clock))).ok)
    await look('forloeb-fejl', `/forloeb/${id}`)
    const { referral } = await acceptedReferral(w, { day })
    await look('begynd', `/henvisninger/${referral}/forloeb`)
  })
})
