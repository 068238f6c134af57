import { type Browser, type Got, links } from './browser.ts'

/** What one click was, and how long she waited for it. */
export interface Click {
  page: string
  ms: number
  bytes: number
  failed: boolean
}

type Clicks = AsyncGenerator<Click>

const click = (page: string, got: Got): Click => ({ page, ms: got.ms, bytes: got.bytes, failed: got.status >= 400 })

const choose = <T>(from: T[], nth: number): T | undefined => (from.length > 0 ? from[nth % from.length] : undefined)

/** A midwife refers, again and again: the form, the answers checked, sent, the receipt. */
export async function* midwife(browser: Browser, seed: number): Clicks {
  for (let n = 0; ; n++) {
    const form = await browser.get('/henvis')
    yield click('refer: form', form)
    const action = /action="(\/henvis\/[^"]+)"/.exec(form.body)?.[1]
    const reason = /name="reasons" value="([^"]+)"/.exec(form.body)?.[1]
    if (!action || !reason) throw new Error('the referral form has changed')
    // A replacement number: the day and 60, a year near 1994, and a running number that means 1900.
    const day = 61 + ((seed + n) % 28)
    const month = String(1 + (n % 12)).padStart(2, '0')
    const answers = await browser.send(form, action, {
      cpr: `${day}${month}94-${String((seed * 131 + n) % 4000).padStart(4, '0')}`,
      phone: `00 00 ${String(10 + (seed % 89))} ${String(10 + (n % 89))}`,
      week: '24+1',
      reasons: reason,
      alone: 'yes',
      call: 'yes',
      consent: 'written',
      go: 'check',
    })
    yield click('refer: save', answers)
    if (!answers.location) throw new Error(`the referral was not accepted: ${answers.status}`)
    const check = await browser.get(answers.location)
    yield click('refer: check', check)
    // Among invented numbers two women may look alike: she looks, and says it is another.
    const alike: Record<string, string> = check.body.includes('name="likeness"') ? { likeness: 'other' } : {}
    const sent = await browser.send(check, `${action}/afsendelse`, alike)
    yield click('refer: send', sent)
    if (sent.location) yield click('refer: receipt', await browser.get(sent.location))
  }
}

/** A counsellor's day: the worklist over and over, cases opened, notes written, tries recorded. */
export async function* counsellor(browser: Browser, seed: number): Clicks {
  for (let n = seed; ; n++) {
    const list = await browser.get('/arbejdsliste')
    yield click('worklist', list)
    const course = choose(links(list.body, /^\/forloeb\/[0-9a-f-]+$/), n)
    const referral = choose(links(list.body, /^\/henvisninger\/[0-9a-f-]+$/), n)
    if (referral) yield* lookAtReferral(browser, referral, n)
    if (course) yield* lookAtCourse(browser, course, n)
    if (!course && !referral) yield click('ended list', await browser.get('/arbejdsliste?vis=afsluttede'))
  }
}

async function* lookAtReferral(browser: Browser, address: string, n: number): Clicks {
  const page = await browser.get(address)
  yield click('case page', page)
  const action = `${address}/kontaktforsoeg`
  if (n % 3 === 0 && page.body.includes(`action="${action}"`))
    yield click('status change', await browser.send(page, action, { reached: 'no' }))
}

async function* lookAtCourse(browser: Browser, address: string, n: number): Clicks {
  const page = await browser.get(address)
  yield click('case page', page)
  const session = choose(links(page.body, new RegExp(`^${address}/samtaler/[0-9a-f-]+$`)), n)
  if (!session) return
  const form = await browser.get(session)
  yield click('session form', form)
  if (form.body.includes(`action="${session}"`))
    yield click('session note', await browser.send(form, session, sessionNote))
}

const sessionNote = { duration: '45', tookPart: 'woman', note: 'Talt om det, der fylder mest lige nu.' }
