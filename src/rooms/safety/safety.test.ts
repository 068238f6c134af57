import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type Person, type World, world } from '../../../test/support/world.ts'
import type { Id } from '../../kernel/ids.ts'
import { newId } from '../../kernel/ids.ts'
import { heldFamily } from '../caseload/families.testing.ts'
import { advise } from './index.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

let nth = 0
const told = 'han låser døren om natten'
const woman = async (): Promise<Id> => {
  nth++
  const { family } = await heldFamily(w, {
    pregnant: { name: `Amina Test Nr${nth}`, phone: `00 00 50 ${10 + nth}`, birthDate: '1996-05-04' },
  })
  return family
}
const talkAt = (family: Id) => `/familier/${family}/samtale`

/** Lone, who has the family, opens the door that stands on its page. */
const begin = async (family: Id, who: Person = w.lone) => {
  const begun = await who.submit(await who.get(`/familier/${family}`), `${talkAt(family)}/begynd`)
  assert.equal(begun.location, talkAt(family))
}
const note = async (family: Id, fields: Record<string, string>, who: Person = w.lone) =>
  who.submit(await who.get(talkAt(family)), talkAt(family), fields)
const disclosed = async (): Promise<Id> => {
  const family = await woman()
  await begin(family)
  assert.equal((await note(family, { alone: 'yes', answer: 'disclose', words: told })).status, 303)
  return family
}
const name = async (family: Id, to: Person, fields: Record<string, string> = {}, who: Person = w.lone) =>
  who.submit(await who.get(talkAt(family)), `${talkAt(family)}/adgang`, {
    to: to.id,
    reason: 'Taler med hende, mens jeg er på ferie',
    until: '1.3.2027',
    ...fields,
  })

test('Lone asks Amina alone, and what Amina says stands with who, when and what happens next', async () => {
  const family = await disclosed()
  const page = await w.lone.get(talkAt(family))
  assert.match(page.text, /Spurgt alene: ja/)
  assert.match(page.text, new RegExp(told))
  assert.match(page.text, /senest mandag 30\. november/)
})

test('When Amina is not alone it is put off to a new day, whatever answer was ticked, and never a no', async () => {
  const family = await woman()
  await begin(family)
  await note(family, { alone: 'no', answer: 'clear' })
  const page = await w.lone.get(talkAt(family))
  assert.match(page.text, /Udsat: hun var ikke alene/)
  assert.doesNotMatch(page.text, /Spurgt alene: nej/)
  const tasks = await w.lone.get('/opgaver')
  assert.match(tasks.text, /Aftal en samtale med hende Amina Test/)
  assert.doesNotMatch(tasks.text, /alene|vold|spurgt|tryg/i)
})

test('Without a word of who was in the room nothing is kept, and Lone’s words stand in the form', async () => {
  const family = await woman()
  await begin(family)
  const answer = await note(family, { answer: 'clear', words: 'mine egne ord' })
  assert.equal(answer.status, 422)
  assert.match(answer.html, /mine egne ord/)
  assert.match((await w.lone.get(talkAt(family))).text, /ikke spurgt her endnu/)
})

test('A colleague without a name there cannot tell a family that was asked from one that was not', async () => {
  const asked = await disclosed()
  const never = await woman()
  for (const who of [w.grete, w.bente, w.pernille, w.arne, w.dorte, w.karen]) {
    const [one, other] = [await who.get(talkAt(asked)), await who.get(talkAt(never))]
    assert.deepEqual([one.status, other.status], [404, 404], who.name)
    assert.equal(one.html, other.html)
    assert.equal((await who.post(`${talkAt(asked)}/begynd`, { _token: newId() })).status, 404)
  }
  const page = await w.grete.get(`/familier/${asked}`)
  assert.doesNotMatch(page.html, /samtale"|samtale\/begynd/)
})

test('Nobody but those who are named finds a row, a count or an id, whatever she asks the database', async () => {
  const family = await disclosed()
  for (const who of [w.grete, w.bente, w.pernille, w.arne, w.dorte, w.karen, w.rikke])
    await who.does(async db => {
      for (const table of ['named', 'screening', 'plan', 'note', 'trail']) {
        const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(`safety.${table}`)}`.execute(
          db.tables(),
        )
        assert.equal(rows[0]?.n, 0, `${who.name} ${table}`)
      }
    })
  await assert.rejects(
    w.grete.does(db =>
      sql`insert into safety.named (organisation, family, staff, reason, until, at, by)
        values (${w.grete.organisation}, ${family}, ${w.grete.id}, 'nysgerrig', now() + interval '1 day', now(), ${w.grete.id})`.execute(
        db.tables(),
      ),
    ),
  )
})

test('Lone names Grete with a reason and a last day; Grete reads, and when it is ended she does not', async () => {
  const family = await disclosed()
  assert.equal((await name(family, w.grete)).status, 303)
  assert.match((await w.grete.get(talkAt(family))).text, new RegExp(told))
  const page = await w.lone.get(talkAt(family))
  await w.lone.submit(page, `${talkAt(family)}/adgang/ophoer`, { stop: w.grete.id })
  assert.equal((await w.grete.get(talkAt(family))).status, 404)
})

test('Grete, who is named but has neither the family nor asked her, cannot name others', async () => {
  const family = await disclosed()
  await name(family, w.grete)
  const answer = await name(family, w.hanne, {}, w.grete)
  assert.equal(answer.status, 422)
  assert.equal((await w.hanne.get(talkAt(family))).status, 404)
})

test('An administrator, a leader and a data-protection officer are not on the list of whom Lone can name', async () => {
  const family = await disclosed()
  const page = await w.lone.get(talkAt(family))
  for (const who of [w.arne, w.pernille, w.dorte]) {
    assert.doesNotMatch(page.html, new RegExp(who.id))
    assert.equal((await name(family, who)).status, 422)
  }
})

test('A name for the address or for a notification opens nothing here', async () => {
  const family = await disclosed()
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into kernel.named (organisation, "case", staff, compartment, until)
      values (${w.grete.organisation}, ${family}, ${w.grete.id}, 'address', 'infinity'), (${w.grete.organisation}, ${family}, ${w.grete.id}, 'concern', 'infinity')`.execute(
      kysely,
    ),
  )
  assert.equal((await w.grete.get(talkAt(family))).status, 404)
})

test('The database takes no child for a subject, whoever writes', async () => {
  const family = await disclosed()
  await assert.rejects(
    asKeeper(w.source.ownerUrl, async kysely => {
      const child = newId()
      await sql`insert into family.person (organisation, id, family, part, wrapped_key) values (${w.lone.organisation}, ${child}, ${family}, 'child', '')`.execute(
        kysely,
      )
      await sql`insert into safety.screening (organisation, family, person, part, nth, at, by, verb, from_state, to_state, alone, next_act, next_on)
        values (${w.lone.organisation}, ${family}, ${child}, 'pregnant', 1, now(), ${w.lone.id}, 'clear', 'none', 'negative', true, 'askAgain', '2027-01-01')`.execute(
        kysely,
      )
    }),
    /foreign key/,
  )
})

test('Her record, the search, the worklist, the calendar and the explainer say the same of two women, one of whom told', async () => {
  const [one, other] = [await disclosed(), await woman()]
  await begin(other)
  const same = (text: string) => text.replaceAll(/Amina Test Nr\d+|Nr\d+/g, 'hun').replaceAll(/[0-9a-f-]{36}/g, 'id')
  for (const path of ['', '/log', '/overdragelse', '/kontaktregel'])
    for (const who of [w.grete, w.bente]) {
      const [a, b] = [await who.get(`/familier/${one}${path}`), await who.get(`/familier/${other}${path}`)]
      const strip = (text: string) =>
        same(text)
          .replaceAll(/00 ?00 ?50 ?\d\d/g, 'tlf')
          .replaceAll(/\d+ gange?|(?<=Set( og ændret)? )\d+/g, 'n')
      if (path !== '/log') assert.equal(strip(a.text), strip(b.text), path)
      assert.doesNotMatch(a.text, new RegExp(`${told}|fortrolig|spurgt alene: ja`, 'i'))
    }
  for (const path of ['/arbejdsliste', '/kalender', '/opgaver', `/adgang/${one}`])
    assert.doesNotMatch((await w.grete.get(path)).text, /fortrolig|vold|spurgt alene/i, path)
  const strangers = await w.pernille.get(`/adgang/${one}`)
  assert.doesNotMatch(strangers.text, /fortrolig|safety|samtale under/i)
})

test('The log says of a look here what it says of a look at the family, to her, the officer and the leader', async () => {
  const family = await disclosed()
  await w.lone.get(`/familier/${family}`)
  const rows = await asKeeper<{ purpose: string; what: string }[]>(w.source.ownerUrl, async kysely => {
    const found = await sql<{ purpose: string; what: string }>`select distinct purpose, what from kernel.audit
      where subjects @> array[${family}]::uuid[] and staff = ${w.lone.id}`.execute(kysely)
    return found.rows
  })
  assert.deepEqual([...new Set(rows.map(row => `${row.purpose}: ${row.what}`))], ['se, hvem der har ansvaret: family'])
  assert.match((await w.lone.get(`/familier/${family}/log`)).text, /se, hvem der har ansvaret/)
  const trail = await w.lone.does(db =>
    sql<{ n: number }>`select count(*) as n from safety.trail where family = ${family}`.execute(db.tables()),
  )
  assert.ok((trail.rows[0]?.n ?? 0) >= 2)
})

test('Breaking the glass opens her name and phone, and no door to this', async () => {
  const family = await disclosed()
  const opened = await w.pernille.submit(await w.pernille.get('/noedadgang'), '/noedadgang', {
    telefon: `000050${10 + nth}`,
    foedt: '4.5.1996',
    grund: 'absence',
    ord: 'Rådgiveren er syg.',
  })
  const glass = await w.pernille.follow(opened)
  assert.match(glass.text, /Amina/)
  assert.doesNotMatch(glass.text, new RegExp(`${told}|Samtale|fortrolig`))
  assert.equal((await w.pernille.get(talkAt(family))).status, 404)
})

test('While Amina’s partner looks along at Lone’s screen the page, and the door to it, are not there', async () => {
  const family = await disclosed()
  await w.lone.submit(await w.lone.get('/arbejdsliste'), '/skaerm', { skaerm: 'ja' })
  const page = await w.lone.get(talkAt(family))
  assert.doesNotMatch(page.text, new RegExp(`${told}|Amina|Spurgt`))
  assert.doesNotMatch((await w.lone.get(`/familier/${family}`)).html, /samtale/)
  assert.doesNotMatch((await w.lone.get('/opgaver')).text, /Amina/)
  await w.lone.submit(await w.lone.get('/arbejdsliste'), '/skaerm', { skaerm: 'nej' })
})

test('The title, the address and the notice tell nobody who reads along what it is about', async () => {
  const family = await disclosed()
  const page = await w.lone.get(talkAt(family))
  assert.match(page.html, /<title>Samtale/)
  assert.doesNotMatch(`${talkAt(family)} ${/<title>.*<\/title>/.exec(page.html)?.[0]}`, /vold|tryg|safety|fortrolig/i)
})

test('Other rooms hear yes or no and never why: yes of Amina who told, and yes of one whom nobody has asked', async () => {
  const [positive, never, asked] = [await disclosed(), await woman(), await woman()]
  await begin(asked)
  await note(asked, { alone: 'yes', answer: 'clear' })
  const hears = (family: Id, who: Person = w.grete) => who.does(db => advise(db, family, 'homeVisit'))
  assert.deepEqual([await hears(positive), await hears(never), await hears(asked)], [true, true, false])
  await note(asked, { alone: 'no' })
  assert.equal(await hears(asked), false)
  assert.equal(await hears(asked, w.karen), true, 'a stranger hears the careful answer')
})

test('What she told is not taken back by a later question, only by a row that says it was a mistake', async () => {
  const family = await disclosed()
  assert.equal((await note(family, { alone: 'yes', answer: 'clear' })).status, 422)
  assert.equal((await note(family, { alone: 'no' })).status, 422)
  assert.equal((await note(family, { undo: 'ja' })).status, 303)
  const page = await w.lone.get(talkAt(family))
  assert.match(page.text, /Skal spørges nu/)
  assert.match(page.text, new RegExp(told))
})

test('Her plan is kept in versions, and two who write at once are told', async () => {
  const family = await disclosed()
  const open = await w.lone.get(talkAt(family))
  await w.lone.submit(open, `${talkAt(family)}/plan`, { people: 'Min søster' })
  assert.match((await w.lone.get(talkAt(family))).text, /Udgave 1/)
  const late = await w.lone.post(`${talkAt(family)}/plan`, { _token: newId(), _version: '0', people: 'Min mor' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Min mor/)
})

test('After a loss nothing is deleted: what was put off is a day to talk with her, and the task does not tell why', async () => {
  const family = await woman()
  await begin(family)
  await note(family, { alone: 'no' })
  await w.grete.submit(await w.grete.get(`/familier/${family}/tab`), `/familier/${family}/tab`, {
    lostOn: '22.11.2026',
  })
  const tasks = (await w.lone.get('/opgaver')).text
  assert.match(tasks, new RegExp(`Aftal en samtale med hende Amina Test Nr${nth} ?\\. Senest mandag 7\\. december`))
  assert.match((await w.lone.get(talkAt(family))).text, /Udsat/)
})

test('The site’s own log says of a look here what it says of a look at the family', async () => {
  const family = await disclosed()
  const lines: string[] = []
  const write = process.stderr.write
  process.env.BROBYGGER_LOG = 'on'
  process.stderr.write = (line: string | Uint8Array) => lines.push(String(line)) > 0
  try {
    await w.lone.get(`/familier/${family}`)
    await w.lone.get(talkAt(family))
  } finally {
    process.stderr.write = write
    process.env.BROBYGGER_LOG = 'off'
  }
  assert.deepEqual(
    lines.map(line => JSON.parse(line).path),
    ['/familier/:id', '/familier/:id'],
  )
})
