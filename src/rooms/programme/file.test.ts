import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readProgramme, readProgrammeBytes } from './file.ts'
import { programmeFiles, programmeText } from './programmes.testing.ts'

const good = programmeText('syddanmark.yaml')
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length

/** Programme leader Anne changes one place in the file; the checker answers with line and sentence. */
function faults(from: string, to: string, text = good): string[] {
  assert.ok(text.includes(from), `the file has no "${from}"`)
  const result = readProgramme(text.replace(from, to), 'syddanmark.yaml')
  assert.equal(result.ok, false, 'the fault was not seen')
  return result.ok ? [] : result.faults.map(fault => `${fault.file}:${fault.line}: ${fault.message}`)
}

for (const name of programmeFiles) {
  test(`${name} reads without faults`, () => {
    const result = readProgramme(programmeText(name), name)
    assert.deepEqual(result.ok ? [] : result.faults, [])
  })
}

const cases: { what: string; from: string; to: string; text?: string; at: string; sentence: RegExp }[] = [
  {
    what: 'a misspelt key',
    from: 'shortName:',
    to: 'shortNam:',
    at: 'shortName:',
    sentence: /Nøglen "shortNam" kendes ikke i programmet\. Mente du "shortName"\?/,
  },
  {
    what: 'a missing key',
    from: '    payer: region-syddanmark\n    budget: null\n',
    to: '    payer: region-syddanmark\n',
    at: '  - version: 2',
    sentence: /mangler nøglen "budget" i en aftale.*"budget: null", hvis kilden ikke siger noget/,
  },
  {
    what: 'a wrong type',
    from: 'people: 5',
    to: 'people: fem',
    at: 'people: 5',
    sentence: /"people" skal være et helt tal.*står "fem"/,
  },
  {
    what: 'a day that does not exist',
    from: 'date: 2022-05-01',
    to: 'date: 2022-02-29',
    at: 'date: 2022-05-01',
    sentence: /"date" skal være en dato, der findes.*2022-02-29/,
  },
  {
    what: 'an imprecise date the wrong way round',
    from: 'from: 2022-03-01',
    to: 'from: 2022-04-01',
    at: 'text: marts 2022',
    sentence: /"signed" slutter 2022-03-31, før den begynder 2022-04-01/,
  },
  {
    what: 'an agreement that ends before it begins',
    from: '      date: 2024-09-01',
    to: '      date: 2034-09-01',
    at: 'text: foreløbig til 2032',
    sentence: /Aftale 2 slutter foreløbig til 2032, før den begynder 1\. september 2034/,
  },
  {
    what: 'agreements at the same time',
    from: '      date: 2024-09-01',
    to: '      date: 2024-08-31',
    at: '  - version: 2',
    sentence: /Aftale 2 gælder samtidig med aftale 1.*"amends: 1"/,
  },
  {
    what: 'an unknown source',
    from: '    source: W02\n\nstaff',
    to: '    source: W99\n\nstaff',
    at: '    source: W02\n\nstaff',
    sentence: /Kilden "W99" findes ikke i filen/,
  },
  {
    what: 'an unknown organisation',
    from: '    payer: region-syddanmark',
    to: '    payer: region-syddanmrk',
    at: '    payer: region-syddanmark',
    sentence: /Organisationen "region-syddanmrk" findes ikke.*Mente du "region-syddanmark"\?/,
  },
  {
    what: 'an unknown site',
    from: 'sites: [odense,',
    to: 'sites: [middelfart,',
    at: 'sites: [odense,',
    sentence: /Stedet "middelfart" findes ikke i filen\. Skriv det ind under "sites"/,
  },
  {
    what: 'a window that ends before it begins',
    from: 'to: 14:30',
    to: 'to: 07:30',
    at: '- weekday: tirsdag',
    sentence: /Tidsrummet på "OUH Odense" går fra 08:30 til 07:30/,
  },
  {
    what: 'a negative target',
    from: 'amount: 600\n',
    to: 'amount: -600\n',
    at: 'amount: 600\n',
    sentence: /"amount" skal være et helt tal fra 0 og op.*"-600"/,
  },
  {
    what: 'a key written twice',
    from: 'name: Partnerskab',
    to: 'key: to\nname: Partnerskab',
    at: 'name: Partnerskab',
    sentence: /Nøglen står to gange i samme blok/,
  },
  {
    what: 'a site written twice',
    from: 'key: svendborg',
    to: 'key: odense',
    at: 'key: svendborg',
    sentence: /"key: odense" står to gange i "sites"/,
  },
  {
    what: 'a fact number of the wrong form',
    from: '[F-000-1]',
    to: '[F000-1]',
    at: '[F-000-1]',
    sentence: /"facts" skal være et faktanummer som F-000-4/,
  },
  {
    what: 'a fact on a guess',
    from: '    source: W01\n\nsites',
    to: '    source: W01\n    facts: [F-000-8]\n\nsites',
    at: '    source: W01\n\nsites',
    sentence: /Fakta kan kun stå på et kildedokument, og W01 er ikke et/,
  },
  {
    what: 'a price where the source states none',
    from: '    budget: null\n',
    to: '    budget:\n      - { dkk: 3, per: år, source: S004 }\n',
    at: '    budget: null\n',
    sentence: /"budget" står som ikke oplyst i "notStated", men her står en værdi/,
  },
  {
    what: 'a target of our own',
    from: 'target: { amount: 100, unit: familier, per: år, source: S000 }',
    to: 'target: { amount: 100, unit: familier, per: år, source: GUESS }',
    at: 'target: { amount: 100',
    sentence: /Et måltal eller beløb kan ikke komme fra "GUESS"\. Skriv null/,
  },
  {
    what: 'an alias',
    from: 'name: Partnerskab Region',
    to: 'name: *region',
    at: 'name: Partnerskab Region',
    sentence: /særlig betydning|henvisning|kan ikke læses/,
  },
  {
    what: 'a tabulator',
    from: '    kind: dokument',
    to: '\tkind: dokument',
    at: '    kind: dokument',
    sentence: /tabulator|Indrykningen|kan ikke læses/,
  },
]
for (const { what, from, to, at, sentence } of cases) {
  test(`Anne is told line and remedy of ${what}`, () => {
    const said = faults(from, to)
    const line = lineOf(good, at)
    const hit = said.find(message => sentence.test(message))
    assert.ok(hit, said.join('\n'))
    const told = Number(hit.split(':')[1])
    assert.ok(Math.abs(told - line) <= 2, `line ${told} was told, the fault is at ${line}: ${hit}`)
  })
}

test('A file that is no text ends in a sentence', () => {
  for (const text of [
    '',
    '   \n',
    '\u0000',
    `${good}\u0000`,
    `${good}\ufffd`,
    `${good}\ud800`,
    'a'.repeat(500_000),
    '[]',
    '5',
    '- a',
    '---\n---\n',
    '!!js/function x',
  ]) {
    const result = readProgramme(text, 'x.yaml')
    assert.equal(result.ok, false, text.slice(0, 20))
    if (!result.ok) for (const fault of result.faults) assert.match(fault.message, /\.$|\?$/)
  }
  assert.equal(readProgrammeBytes(Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0xe6]), 'x.yaml').ok, false)
})

test('Bombs of aliases and of depth are refused at once', () => {
  const bomb = `a: &a [x,x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [*${'abcdefgh'[i]},*${'abcdefgh'[i]},*${'abcdefgh'[i]}]`).join('\n')}`
  const deep = [
    '['.repeat(100_000),
    '{a: '.repeat(50_000),
    '- '.repeat(100_000),
    '? '.repeat(100_000),
    ' '.repeat(200_000).concat('a'),
  ]
  const stairs = Array.from({ length: 800 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')
  for (const text of [bomb, stairs, ...deep]) {
    const begun = process.hrtime.bigint()
    assert.equal(readProgramme(text, 'x.yaml').ok, false)
    assert.ok(process.hrtime.bigint() - begun < 3_000_000_000n, text.slice(0, 20))
  }
})

test('No change of a file makes the reader throw', () => {
  const lines = good.split('\n')
  const odd = fc.constantFrom(
    '',
    'null',
    '- ',
    '  ',
    ': ',
    '[',
    '}',
    '*a',
    '&a',
    '!!x',
    '"',
    "'",
    '|',
    '>',
    '\t',
    '#',
    '2022-13-40',
    '-1',
    '1e999',
    '__proto__: x',
    '<<: x',
    '😀',
    '؜',
  )
  const change = fc.record({
    line: fc.nat(lines.length - 1),
    how: fc.constantFrom('drop', 'put', 'twice', 'cut', 'swap'),
    odd,
    cut: fc.nat(40),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
      const copy = [...lines]
      for (const { line, how, odd, cut } of changes) {
        const old = copy[line] ?? ''
        if (how === 'drop') copy.splice(line, 1)
        else if (how === 'put') copy.splice(line, 0, odd)
        else if (how === 'twice') copy.splice(line, 0, old)
        else if (how === 'cut') copy[line] = old.slice(0, cut) + odd
        else copy[line] = (copy[line + 1] ?? '') + odd
      }
      const result = readProgramme(copy.join('\n'), 'x.yaml')
      return result.ok || (result.faults.length > 0 && result.faults.every(f => f.line >= 1 && f.file === 'x.yaml'))
    }),
    { numRuns: 150 },
  )
})

test('No text at all makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => readProgramme(text, 'x.yaml').ok === false),
    { numRuns: 500 },
  )
})
