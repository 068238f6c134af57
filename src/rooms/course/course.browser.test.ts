import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { axeViolations, launch, sideways, validateHtml, withoutChromium } from '../../../test/support/browser.ts'
import { type Person, type World, world } from '../../../test/support/world.ts'
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
  before(async () => {
    w = await world(`${day}T09:00:00+02:00`)
    browser = await launch()
  })
  after(async () => {
    await browser.close()
    await w.close()
  })

  const open = async (who: Person, address: string, width: number) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: 'http://localhost' })
    await context.addCookies([{ name: 'brobygger', value: who.token, url: 'http://localhost' }])
    const page = await context.newPage()
    const problems: string[] = []
    const sent = { html: '' }
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', error => problems.push(String(error)))
    await page.route('**/*', async route => {
      const request = route.request()
      const answer = await w.app.request(request.url(), {
        method: request.method(),
        headers: await request.allHeaders(),
        body: request.postDataBuffer() ?? undefined,
        redirect: 'manual',
      })
      const body = Buffer.from(await answer.arrayBuffer())
      if (answer.headers.get('content-type')?.includes('text/html')) sent.html = body.toString()
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-encoding')),
        body,
      })
    })
    await page.goto(address)
    return { page, problems, sent, close: () => context.close() }
  }

  /** Both widths: nothing sticks out, nothing breaks WCAG 2.2 AA, and the markup is sound. */
  const look = async (
    name: string,
    who: Person,
    address: string,
    act?: (page: Awaited<ReturnType<typeof open>>['page']) => Promise<void>,
  ) => {
    for (const width of [360, 1280]) {
      const { page, problems, sent, close } = await open(who, address, width)
      await act?.(page)
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
      assert.equal(await sideways(page), 0, `${name} ${width} px: scrolls sideways`)
      assert.deepEqual(await axeViolations(page), [], `${name} ${width} px`)
      const expected = act ? problems.filter(one => !/status of (422|409)/.test(one)) : problems
      assert.deepEqual(expected, [], `${name} ${width} px`)
      if (width === 1280) assert.deepEqual(await validateHtml(sent.html), [], name)
      await close()
    }
  }

  test('Lone sees the same calm face on every page of a course, at 360 and 1280 px', async () => {
    const site = await w.lone.does(async db => (await sitesOf(db)).find(one => one.key === 'odense')?.id ?? null)
    const there = { mode: 'physical' as const, site, room: 'Lokale 2', interpreter: 'Nadia Test Ali' }
    const { id } = await startedCourse(w, { day, first: talk(w, '2024-06-04', '09:00', there) })
    const other = await startedCourse(w, { day, first: talk(w, '2024-06-12', '11:00', { ...there, room: 'Lokale 3' }) })
    const sessions = () => w.lone.does(async db => (await fileOf(db, id)).sessions)
    const [first] = await sessions()
    assert.ok(first)
    w.clock.set('2024-06-04T10:00:00+02:00')
    const note =
      'Vi så på budgettet. Hun er lettet over at have fået talt om det.\n\nHun vil gerne have, at vi ringer om formiddagen.'
    assert.ok((await w.lone.does(db => logSession(db, id, first.id, record(note), w.clock))).ok)
    await look('forloeb-find-tid', w.lone, `/forloeb/${id}`)
    const booked = await w.lone.does(db => bookSession(db, id, talk(w, '2024-06-10', '09:00', there), w.clock))
    assert.ok(booked.ok)
    const moved = await w.lone.does(db =>
      rescheduleSession(
        db,
        id,
        booked.id,
        { appointment: talk(w, '2024-06-12', '09:00', there), reason: 'sheIsIll', note: 'Barnet har feber', seen: 0 },
        w.clock,
      ),
    )
    assert.ok(moved.ok)
    await look('forloeb-1-af-2', w.lone, `/forloeb/${id}`)
    await look('kalender', w.lone, '/kalender?uge=2024-06-10')
    await look('kalender-tom', w.lone, '/kalender?uge=2024-07-01')
    await look('flytning', w.lone, `/forloeb/${id}/aftaler/${moved.id}/flytning`)
    await look('flytning-fejl', w.lone, `/forloeb/${id}/aftaler/${moved.id}/flytning`, async page => {
      await page.locator('#day').fill('31.2.2025')
      await page.getByRole('button', { name: 'Flyt aftalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    w.clock.set('2024-06-12T10:00:00+02:00')
    await look('forloeb-skriv', w.lone, `/forloeb/${id}`)
    await look('samtale', w.lone, `/forloeb/${id}/samtaler/${moved.id}`)
    await look('samtale-fejl', w.lone, `/forloeb/${id}/samtaler/${moved.id}`, async page => {
      await page.locator('#duration').fill('mange')
      await page.locator('#tookPart').uncheck()
      await page.locator('[name=step-1-due]').fill('3.12.2020')
      await page.getByRole('button', { name: 'Gem samtalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    await look('udeblivelse', w.lone, `/forloeb/${id}/aftaler/${moved.id}/flytning`)
    const stale = await w.jonna.get(`/forloeb/${id}/samtaler/${moved.id}`)
    assert.ok(
      (await w.lone.does(db => logSession(db, id, moved.id, { ...record('Lones udgave'), steps: [] }, w.clock))).ok,
    )
    const conflict = await w.jonna.submit(stale, `/forloeb/${id}/samtaler/${moved.id}`, {
      tookPart: 'woman',
      duration: '45',
      note: 'Jonnas udgave',
    })
    assert.equal(conflict.status, 409)
    assert.deepEqual(await validateHtml(conflict.html), [])
    await look('forloeb-hvad-nu', w.lone, `/forloeb/${id}`)
    await look('slutrapport', w.lone, `/forloeb/${id}/slutrapport`)
    await look('slutrapport-fejl', w.lone, `/forloeb/${id}/slutrapport`, async page => {
      await page.getByRole('button', { name: 'Slut forløbet' }).click()
      await page.locator('#fejl').waitFor()
    })
    const { steps } = await w.lone.does(db => fileOf(db, id))
    const results = Object.fromEntries(steps.map(step => [step.id, 'reached' as const]))
    const report = {
      reason: 'asAgreed',
      note: null,
      summary: 'Hun har fået overblik over økonomien.',
      approved: true,
      results,
    }
    assert.ok((await w.lone.does(db => endCourse(db, id, report, w.clock))).ok)
    await look('forloeb-slut', w.lone, `/forloeb/${id}`)
    await look('samtale-slut', w.lone, `/forloeb/${id}/samtaler/${moved.id}`)

    await look('aftal', w.lone, `/forloeb/${other.id}/aftaler?dag=12.6.2024`)
    await look('aftal-optaget', w.lone, `/forloeb/${other.id}/aftaler`, async page => {
      await page.locator('#day').fill('12.6.2024')
      await page.locator('#time').fill('11.15')
      await page.getByRole('button', { name: 'Gem aftalen' }).click()
      await page.locator('#fejl').waitFor()
    })
    const theirs = (await w.lone.does(db => fileOf(db, other.id))).sessions[0]
    assert.ok(theirs)
    const miss = { verb: 'cancelByHer' as const, note: 'Hun har fået arbejde den dag', seen: 0 }
    assert.ok((await w.lone.does(db => closeSession(db, other.id, theirs.id, miss, w.clock))).ok)
    await look('fortryd', w.lone, `/forloeb/${other.id}/aftaler/${theirs.id}/flytning`)
    assert.ok(
      (await w.lone.does(db => closeAsMistaken(db, other.id, { reason: 'neverAgreed', note: null }, w.clock))).ok,
    )
    await look('forloeb-fejl', w.lone, `/forloeb/${other.id}`)

    const { referral } = await acceptedReferral(w, { day: '2024-06-12' })
    await look('begynd', w.lone, `/henvisninger/${referral}/forloeb`)
  })
})
