import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type Shown, type World, world } from '../../../test/support/world.ts'
import type { Form } from '../../kernel/visit.ts'
import { refreshAllCapacity } from './capacity.ts'
import { draftOn, refer, seven, toCheck } from './refer.testing.ts'
import type { Schema } from './schema.ts'
import { scopes } from './steps/consent.ts'
import { shortestHonestCase } from './steps.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const count = async (table: string): Promise<number> =>
  asKeeper(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(kysely)
    return rows[0]?.n ?? 0
  })

/** The words in a field of a page, as they stand in it. */
const written = (page: Shown, name: string): string => {
  const field =
    new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(page.html) ??
    new RegExp(`<textarea[^>]*name="${name}"[^>]*>\n([\\s\\S]*?)</textarea>`).exec(page.html)
  return (field?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&#39;', "'")
}

const checked = (page: Shown, name: string): string[] =>
  [...page.html.matchAll(/<input([^>]*)>/g)]
    .map(match => match[1] ?? '')
    .filter(tag => tag.includes(`name="${name}"`) && / checked/.test(tag))
    .map(tag => /value="([^"]*)"/.exec(tag)?.[1] ?? '')

describe('Jordemoder Karen refers', () => {
  test('her front page is the referral', async () => {
    assert.equal((await w.karen.get('/')).location, '/henvis')
    assert.equal((await w.lone.get('/henvis')).status, 404, 'only who refers')
  })

  test('seven inputs and two buttons send a referral, and the receipt has reference and record text', async () => {
    assert.deepEqual(Object.keys(seven).sort(), [...shortestHonestCase].sort())
    const { receipt } = await refer(w.karen)
    assert.equal(receipt.status, 200)
    assert.match(receipt.text, /Sendt til Mødrehjælpen Reference [3479CFGHJKMNPQRTWXY]{3}-[3479CFGHJKMNPQRTWXY]{3}/)
    assert.match(receipt.text, /henvist til Mødrehjælpen, OUH Odense, af Karen Test Vang, jordemoder/)
    assert.match(receipt.text, /gælder til og med 23\. november 2027/)
    assert.match(receipt.text, /Senest mandag 30\. november/)
    assert.doesNotMatch(receipt.html, /670390|00 00 12 34|Angst/, 'neither number nor reasons for the clipboard')
    assert.match(receipt.html, /data-copy="journal" data-copy-first/)
  })

  test('what the page fills in stands there to be seen before anything is sent', async () => {
    const page = await w.karen.get('/henvis')
    for (const text of [
      'OUH Odense, ved fremmøde',
      'Dansk, ingen tolk',
      'Mødrehjælpen',
      '23. november 2027',
      'Modtaget, startet, afsluttet',
    ])
      assert.ok(page.text.includes(text), text)
    assert.match(page.html, /name="cpr"[^>]* autofocus/)
    await w.bente.does(db => refreshAllCapacity(db, w.clock.now()))
    const { check } = await toCheck(w.karen)
    assert.match(
      check.text,
      /Når du har sendt .*Senest mandag 30\. november En rådgiver fra Mødrehjælpen kontakter hende/,
    )
    assert.match(check.text, /Næste realistiske uge, OUH Odense Uge 4\d/)
  })

  test('where the agreement tells no offer apart Karen reads that once, and which of its criteria Amina meets', async () => {
    const { draft } = await toCheck(w.karen)
    const wish = await w.karen.get(`${draft}/oenske`)
    assert.equal(wish.text.match(/Aftalen siger ikke, hvilke grunde der hører til hvilket tilbud/g)?.length, 1)
    assert.doesNotMatch(wish.text, /nævner ingen emner|Forslaget bygger på/)
    assert.match(
      wish.text,
      /Aftalens målgruppe Hun er tilknyttet OUH Odense.*Du har valgt angst, som hører under: sundheds/,
    )
  })

  test('the offer is advised by the agreement in force, with its reason, and she may choose another with a reason', async () => {
    const old = await world('2023-03-06T09:00:00+01:00')
    try {
      const { check, draft } = await toCheck(old.karen, {
        reasons: ['strainedEconomy', 'economicProblems'].slice(1),
        week: '20',
      })
      assert.match(check.text, /Tilbud To gange rådgivning\. Foreslået: Sporet handler om økonomi/)
      const wish = await old.karen.get(`${draft}/oenske?fra=tjek`)
      assert.deepEqual(checked(wish, 'track'), ['t1'])
      const other = {
        track: 't2',
        trackReason: '',
        site: 'odense',
        mode: 'physical',
        language: 'da',
        interpreter: 'no',
        go: 'check',
      }
      const refused = await old.karen.submit(wish, `${draft}/oenske`, other)
      assert.equal(refused.status, 422)
      assert.match(refused.text, /hvorfor et andet tilbud/)
      const kept = await old.karen.submit(refused, `${draft}/oenske`, {
        ...other,
        trackReason: 'Hun ønsker et længere forløb',
      })
      assert.match((await old.karen.follow(kept)).text, /Individuelt forløb\. Hun ønsker et længere forløb/)
    } finally {
      await old.close()
    }
  })

  test('today no agreement text advises an offer, so none is chosen for her', async () => {
    const page = await w.karen.get('/henvis')
    assert.match(page.text, /Tilbud Hun har intet bestemt ønske/)
  })

  test('step by step: each page is saved, and all six stand beside', async () => {
    const first = await w.karen.get('/henvis')
    const draft = draftOn(first)
    let at = await w.karen.follow(await w.karen.submit(first, draft, { go: 'who' }))
    const steps: [string, Record<string, string | string[]>][] = [
      ['hvem', { name: 'Olena Test Koval', birthDate: '7.3.1990', phone: '+380 44 123 45 67' }],
      ['hvorfor', { week: '20+1', reasons: ['depression', 'missingNetwork'], note: 'Hun taler lidt dansk 💛 مرحبا' }],
      ['oenske', { track: 't2', site: 'svendborg', mode: 'video', language: 'uk', interpreter: 'yes' }],
      ['tryg-kontakt', { alone: 'yes', call: 'no', text: 'yes', message: 'no', readAlong: 'yes', hours: ['9-11'] }],
      [
        'samtykke',
        {
          consent: 'oral',
          oralReason: 'Vi taler i telefon',
          recipient: 'moedrehjaelpen',
          scope: [...scopes],
          feedback: 'summary',
          givenOn: '',
          until: '1.5.2027',
        },
      ],
    ]
    for (const [path, words] of steps) {
      assert.match(at.html, new RegExp(`action="${draft}/${path}"`))
      at = await w.karen.follow(await w.karen.submit(at, `${draft}/${path}`, { ...words, go: 'next' }))
    }
    for (const text of [
      'Olena Test Koval',
      '7. marts 1990',
      'Hun taler lidt dansk 💛 مرحبا',
      'Ukrainsk, med tolk',
      'OUH Svendborg, video',
      'De skriver kun tid og dato',
      'Ja, mundtligt. Vi taler i telefon',
      '1. maj 2027',
    ])
      assert.ok(at.text.includes(text), text)
    const sent = await w.karen.submit(at, `${draft}/afsendelse`)
    assert.match((await w.karen.follow(sent)).text, /Olena Test Koval er 23\. november 2026 henvist/)
  })

  test('answers she took back stay taken back: an empty box is an answer, and no default fills it again', async () => {
    const { draft } = await toCheck(w.karen)
    const page = await w.karen.get(`${draft}/samtykke?fra=tjek`)
    const words = {
      consent: 'written',
      recipient: 'moedrehjaelpen',
      scope: ['identity', 'contact'],
      feedback: 'none',
      until: '23.11.2027',
      go: 'check',
    }
    const check = await w.karen.follow(await w.karen.submit(page, `${draft}/samtykke`, words))
    assert.match(check.text, /De får at vide hvem hun er og tryg kontakt /)
    assert.match(check.text, /Du får at vide Ingen besked/)
    assert.deepEqual(checked(await w.karen.get(`${draft}/samtykke`), 'scope'), ['identity', 'contact'])
  })
})

describe('Karen keeps a draft', () => {
  test('Gem og luk keeps what is there, however little, and she goes on another day', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    const closed = await w.karen.submit(page, draft, { cpr: '12', week: '31+2', go: 'save' })
    assert.equal(closed.location, '/henvis')
    w.clock.set('2026-11-25T10:00:00+01:00')
    try {
      const start = await w.karen.get('/henvis')
      assert.match(start.text, /Du har \d kladder\. Se dem under Mine henvisninger|Du har en kladde\. Se den/)
      assert.match((await w.karen.get('/mine-henvisninger')).html, new RegExp(`href="${draft}"`))
      const again = await w.karen.get(draft)
      assert.equal(written(again, 'cpr'), '12')
      const check = await w.karen.follow(await w.karen.submit(again, draft, { ...seven, go: 'check' }))
      assert.match(check.text, /31\+4, termin 23\. januar 2027/, 'the week was said on Monday')
    } finally {
      w.clock.set('2026-11-23T09:00:00+01:00')
    }
  })

  test('each draft can be told apart and deleted, and none names a woman in full', async () => {
    const fresh = await world()
    try {
      const keep = async (words: Form) => {
        const page = await fresh.karen.get('/henvis')
        await fresh.karen.submit(page, draftOn(page), { ...words, go: 'save' })
        return draftOn(page)
      }
      const one = await keep({ cpr: '670390-0001', reasons: ['anxiety'] })
      await keep({ name: 'Amina Test Hansen', week: '22' })
      const mine = await fresh.karen.get('/mine-henvisninger')
      assert.match(mine.text, /Kladder .*670390-•••• angst mandag 23\. november kl\. 09\.00/)
      assert.match(mine.text, /A\. T\. H\. ikke valgt/)
      assert.doesNotMatch(mine.html, /670390-?0001|Amina/)
      const deleted = await fresh.karen.submit(mine, `${one}/sletning?fra=mine`)
      assert.equal(deleted.location, '/mine-henvisninger')
      assert.doesNotMatch((await fresh.karen.follow(deleted)).text, /670390/)
      assert.match((await fresh.karen.get('/henvis')).text, /Du har en kladde\./)
    } finally {
      await fresh.close()
    }
  })

  test('it saves itself while she writes, from a page that was never sent, and does not clash with herself', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    const fields = { ...page.hidden(draft), cpr: '6703' }
    assert.equal((await w.karen.post(`${draft}/kladde`, fields)).status, 204)
    assert.equal((await w.karen.post(`${draft}/kladde`, { ...fields, cpr: '670390-0001' })).status, 204)
    assert.equal((await w.karen.submit(page, draft, { ...seven, go: 'check' })).status, 303)
  })

  test('nobody else sees it: not a colleague, not in the address, not in the database in the clear', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    await w.karen.submit(page, draft, { cpr: '670390-0001', name: 'Zelda Test Zig', go: 'save' })
    const met = await w.mette.get(draft)
    assert.equal(written(met, 'cpr'), '')
    assert.equal(written(met, 'name'), '')
    const id = draft.split('/')[2]
    const rows = await asKeeper<{ text: string }[]>(w.source.ownerUrl, async kysely => {
      const found = await sql<{
        text: string
      }>`select encode(content, 'escape') as text from referral.draft where id = ${id}`.execute(kysely)
      return found.rows
    })
    const reached = await w.mette.does(async db => {
      const found = await db.tables<Schema>().selectFrom('referral.draft').select('staff').execute()
      return found.map(row => row.staff)
    })
    assert.equal(reached.includes(w.karen.id), false, 'nor below the pages')
    assert.equal(rows.length, 1)
    assert.doesNotMatch(rows[0]?.text ?? 'Zelda', /Zelda|670390/)
  })

  test('she deletes it, and it is gone; after 90 days it is gone by itself', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    await w.karen.submit(page, draft, { cpr: '670390-0001', go: 'save' })
    const again = await w.karen.get(draft)
    assert.match(again.text, /Slet kladden/)
    const gone = await w.karen.submit(again, draft, {})
    assert.equal(gone.status, 422)
    const token = gone.hidden(draft)
    assert.equal((await w.karen.post(`${draft}/sletning`, token)).location, '/henvis')
    assert.equal(written(await w.karen.get(draft), 'cpr'), '')
    const late = await w.karen.post(draft, { ...again.hidden(draft), cpr: '670390-0001', go: 'save' })
    assert.equal(late.status, 409, 'a page from before does not bring it back')

    const other = await w.karen.get('/henvis')
    const old = draftOn(other)
    await w.karen.submit(other, old, { cpr: '670390-0001', go: 'save' })
    w.clock.set('2027-02-22T09:00:00+01:00')
    assert.equal(written(await w.karen.get(old), 'cpr'), '')
    w.clock.set('2026-11-23T09:00:00+01:00')
  })

  test('two tabs: the second is shown both versions and keeps her words', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    await w.karen.submit(page, draft, { cpr: '670390-0001', go: 'save' })
    const one = await w.karen.get(draft)
    const two = await w.karen.get(draft)
    await w.karen.submit(one, draft, { cpr: '670390-0001', phone: '00001111', go: 'save' })
    const clash = await w.karen.submit(two, draft, { cpr: '670390-0001', phone: '00002222', go: 'check' })
    assert.equal(clash.status, 409)
    assert.match(clash.text, /Du har gemt i et andet vindue imens Du gemte mandag.*Felt Det andet vindue Dette vindue/)
    assert.doesNotMatch(clash.text, /En anden|af Du/)
    assert.equal(clash.html.match(/<h1/g)?.length, 1)
    assert.match(clash.text, /Hendes telefon Forskellig 00001111 00002222/)
    assert.equal(written(clash, 'phone'), '00002222')
    const settled = await w.karen.submit(clash, draft, { ...seven, phone: '00002222', go: 'check' })
    assert.equal(settled.status, 303)
    assert.match((await w.karen.follow(settled)).text, /Hendes telefon 00002222/)
  })

  test('signed out in the middle: her words wait on the page and go in when she is signed in again', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    const stranger = { ...page.hidden(draft), ...seven, name: 'Aïcha "Test" <b>', go: 'check' }
    const response = await w.app.request(draft, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(
        Object.entries(stranger).map(([name, value]): [string, string] => [name, String(value)]),
      ),
    })
    assert.equal(response.status, 401)
    const html = await response.text()
    const waiting = Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        (value ?? '')
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      ]),
    )
    const back = await w.karen.post(draft, waiting)
    assert.equal(back.location, `${draft}/tjek`)
    assert.match((await w.karen.follow(back)).text, /Aïcha "Test" <b>/)
  })
})

describe('Karen sends once', () => {
  test('sent twice with one token, from two tabs, and after the back button: one referral', async () => {
    const { check, draft } = await toCheck(w.karen, { cpr: '610580-0002', phone: '00004321' })
    const otherTab = await w.karen.get(`${draft}/tjek`)
    const before = await count('referral.referral')
    const hidden = check.hidden(`${draft}/afsendelse`)
    const [first, second] = await Promise.all([
      w.karen.post(`${draft}/afsendelse`, hidden),
      w.karen.post(`${draft}/afsendelse`, hidden),
    ])
    assert.match(first.location ?? '', /^\/henvis\/sendt\//)
    assert.equal(second.location, first.location)
    const third = await w.karen.submit(otherTab, `${draft}/afsendelse`)
    assert.equal(third.location, first.location)
    for (const path of [draft, `${draft}/tjek`, `${draft}/hvem`])
      assert.equal((await w.karen.get(path)).location, first.location)
    const late = await w.karen.submit(otherTab, `${draft}/afsendelse`, { likeness: 'other' })
    assert.equal(late.status, 422, 'another text under a used token')
    assert.equal((await count('referral.referral')) - before, 2, 'hers and the receiver’s')
    assert.equal((await w.mette.get(first.location ?? '')).status, 404)
  })

  test('two tabs at once with tokens of their own: still one', async () => {
    const { check, draft } = await toCheck(w.karen, { cpr: '620580-0003', phone: '00004322' })
    const otherTab = await w.karen.get(`${draft}/tjek`)
    const before = await count('referral.referral')
    const both = await Promise.all([check, otherTab].map(page => w.karen.submit(page, `${draft}/afsendelse`)))
    assert.equal(both[0]?.location, both[1]?.location)
    assert.equal((await count('referral.referral')) - before, 2)
  })

  test('what was changed in another tab after she read it is not sent unread', async () => {
    const { check, draft } = await toCheck(w.karen, { cpr: '630580-0004', phone: '00004323' })
    const tab = await w.karen.get(draft)
    await w.karen.submit(tab, draft, { ...seven, cpr: '630580-0004', phone: '00009999', go: 'check' })
    const stopped = await w.karen.submit(check, `${draft}/afsendelse`)
    assert.equal(stopped.status, 409)
    assert.match(stopped.text, /ændret i et andet vindue/)
    assert.equal((await w.karen.submit(stopped, `${draft}/afsendelse`)).status, 303)
  })

  test('somebody like her is known at the hospital: Karen decides, and the same woman gets no second file', async () => {
    const who = { cpr: '640580-0005', name: 'Sally Test Berg', phone: '00004324' }
    const { id } = await refer(w.karen, who)
    const files = await count('family.family')
    const { check, draft } = await toCheck(w.karen, who)
    assert.match(
      check.text,
      /Er hun henvist før\?.*Ja: Sally Test Berg, 640580-•••• Henvist 23\. november 2026: modtaget/,
    )
    assert.match(check.html, new RegExp(`href="/henvisninger/${id}"`))
    const undecided = await w.karen.submit(check, `${draft}/afsendelse`)
    assert.equal(undecided.status, 422)
    assert.match(undecided.text, /Én ting skal rettes/)
    const family = /<input id="likeness" type="radio" name="likeness" value="([^"]+)"/.exec(undecided.html)?.[1] ?? ''
    const sent = await w.karen.submit(undecided, `${draft}/afsendelse`, { likeness: family })
    assert.equal(sent.status, 303)
    assert.equal((await count('family.family')) - files, 1, 'the receiver’s new case alone')
    const mette = await toCheck(w.mette, who)
    assert.doesNotMatch(mette.check.text, /Er hun henvist før/, 'another place does not learn of it')
  })

  test('the time from open to sent is kept as a number and nothing else', async () => {
    const columns = await asKeeper(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{ column_name: string }>`select column_name from information_schema.columns
        where table_schema = 'referral' and table_name = 'pace' order by 1`.execute(kysely)
      return rows.map(row => row.column_name)
    })
    assert.deepEqual(columns, ['day', 'id', 'organisation', 'seconds'])
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    w.clock.set('2026-11-23T09:01:17+01:00')
    const check = await w.karen.follow(
      await w.karen.submit(page, draft, { ...seven, cpr: '650580-0006', phone: '00004325', go: 'check' }),
    )
    await w.karen.submit(check, `${draft}/afsendelse`)
    w.clock.set('2026-11-23T09:00:00+01:00')
    const seconds = await asKeeper<number[]>(w.source.ownerUrl, async kysely =>
      (await sql<{ seconds: number }>`select seconds from referral.pace`.execute(kysely)).rows.map(row => row.seconds),
    )
    assert.ok(seconds.includes(77), seconds.join())
  })
})

describe('the woman says no', () => {
  test('nothing is sent; the page says what Karen can say and give, and the answers can be deleted', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    const before = await count('referral.referral')
    const no = await w.karen.submit(page, draft, { cpr: '670390-0001', consent: 'no', go: 'check' })
    assert.equal(no.location, `${draft}/uden-samtykke`)
    const help = await w.karen.follow(no)
    assert.match(help.text, /Vi sender intet/)
    assert.match(help.text, /Tirsdag kl\. 08\.30–14\.30, Graviditets- og ultralydsklinikken/)
    assert.match(help.text, /Telefon: ikke oplyst/)
    assert.doesNotMatch(help.html, /670390/)
    const forced = await w.karen.post(`${draft}/afsendelse`, help.hidden(`${draft}/sletning`))
    assert.equal(forced.status, 422, 'nor by hand')
    assert.equal(await count('referral.referral'), before)
    assert.equal((await w.karen.submit(help, `${draft}/sletning`)).location, '/henvis')
    assert.equal(written(await w.karen.get(draft), 'cpr'), '')
  })

  test('she will not be named: the page is there before anything is typed', async () => {
    const help = await w.mette.get('/henvis/uden-samtykke')
    assert.equal(help.status, 200)
    assert.match(help.text, /Tider: ikke oplyst/, 'no times are stated for Kolding')
    assert.match(help.text, /Intet er gemt/)
  })
})

describe('bad input comes back as it was typed', () => {
  const cases: [string, string, Record<string, string | string[]>, string, RegExp][] = [
    ['a date that does not exist', '', { cpr: '310290-1234' }, 'cpr', /Datoen i CPR-nummeret findes ikke/],
    ['29 February in a year without', '', { cpr: '290299-1234' }, 'cpr', /findes ikke/],
    ['letters where digits belong', '', { cpr: 'AB0390-1234' }, 'cpr', /10 tegn/],
    ['week 45', '', { week: '45+0' }, 'week', /44\+6 er den sidste/],
    [
      'a due date on 29 February 2027',
      '',
      { week: '', dueDate: '29.2.2027' },
      'dueDate',
      /Den dag findes ikke i kalenderen/,
    ],
    ['a phone of words', '', { phone: 'nul nul' }, 'phone', /8 cifre/],
    ['two different due dates', '', { dueDate: '1.1.2027' }, 'dueDate', /Ret ugen eller terminen/],
    ['an oral consent without a reason', '', { consent: 'oral' }, 'oralReason', /hvorfor samtykket er mundtligt/],
  ]
  for (const [name, , words, field, message] of cases)
    test(name, async () => {
      const page = await w.karen.get('/henvis')
      const draft = draftOn(page)
      const refused = await w.karen.submit(page, draft, { ...seven, ...words, go: 'check' })
      assert.equal(refused.status, 422)
      assert.match(refused.text, message)
      assert.match(refused.html, /id="fejl" role="alert" tabindex="-1" autofocus/)
      assert.match(refused.html, /<title>Fejl: Henvis/)
      if (words[field] !== undefined) assert.equal(written(refused, field), words[field])
      assert.equal(written(await w.karen.get(draft), 'cpr'), words.cpr ?? seven.cpr, 'the draft has it too')
    })

  test('more than five reasons', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    const reasons = ['anxiety', 'depression', 'adhd', 'ocd', 'diabetes', 'heartDisease']
    const refused = await w.karen.submit(page, draft, { ...seven, reasons, go: 'check' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Vælg højst 5\. Der er valgt 6/)
    assert.deepEqual(checked(refused, 'reasons').sort(), reasons.sort())
  })

  test('a CPR with letters among the last four is a replacement number, and is taken', async () => {
    const { check } = await toCheck(w.karen, { cpr: '070390-1AB2' })
    assert.match(check.text, /CPR-nummer 070390-••••/)
  })

  test('a note of 30,000 emoji is kept; one more is refused and stays; NUL is taken out', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    await w.karen.submit(page, draft, { ...seven, go: 'save' })
    const note = async (text: string) =>
      w.karen.submit(await w.karen.get(`${draft}/hvorfor?fra=tjek`), `${draft}/hvorfor`, {
        week: '31+2',
        reasons: ['anxiety'],
        note: text,
        go: 'check',
      })
    assert.equal((await note('💛'.repeat(30_000))).status, 303)
    const long = await note('x'.repeat(30_001))
    assert.equal(long.status, 422)
    assert.equal(written(long, 'note').length, 30_001)
    const nul = await note('træt\0 og bange')
    assert.match((await w.karen.follow(nul)).text, /Note træt og bange/)
    const rtl = await note('مرحبا <script>alert(1)</script> "hej"')
    assert.equal(rtl.status, 303)
    const check = await w.karen.follow(rtl)
    assert.match(check.text, /مرحبا <script>alert\(1\)<\/script> "hej"/)
    assert.doesNotMatch(check.html, /<script>alert/)
  })

  test('a draft address that is no id, and a step that does not exist, look like everything unknown', async () => {
    for (const path of [
      '/henvis/abc',
      '/henvis/../etc',
      `/henvis/${w.karen.id}/ukendt`,
      `/henvis/sendt/${w.karen.id}`,
      '/henvis/sendt/x',
    ])
      assert.equal((await w.karen.get(path)).status, 404, path)
  })

  test('a form without a token, or with fields of another shape, breaks nothing', async () => {
    const page = await w.karen.get('/henvis')
    const draft = draftOn(page)
    assert.equal((await w.karen.post(draft, { ...seven })).status, 409)
    const odd = await w.karen.submit(page, draft, {
      ...seven,
      cpr: ['670390-0001', 'x'],
      trin: ['kort', 'hvem'],
      opened: 'x',
      _version: 'NaN',
      go: 'check',
    })
    assert.equal(odd.status, 303)
  })
})
