import { html } from 'hono/html'
import {
  actions,
  button,
  capacityBar,
  checkAnswers,
  clockBadge,
  conflict,
  copyBox,
  dataTable,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  form,
  funnel,
  type Html,
  holderCard,
  keyFigure,
  linkButton,
  monthLine,
  type Origin,
  page,
  pager,
  refusal,
  searchForm,
  select,
  stepList,
  submit,
  tabs,
  taps,
  targetBars,
  textArea,
  textInput,
  tiles,
  timeInput,
  timeline,
  worklist,
} from './index.ts'

const origin: Origin = {
  numerator: 913,
  denominator: 1176,
  unit: 'henvisninger',
  leftOut: '3 uden dato er ikke med',
  missing: 3,
  source: 'henvisninger i Brobygger, opdigtede tal',
  date: '23. november 2026',
}
const errors = [
  { field: 'termin', message: 'Skriv uge eller termin, for eksempel 31+2' },
  { field: 'fodt', message: 'Datoen findes ikke. Skriv dag, måned og år, for eksempel 3.12.1998' },
  { field: 'form-moede', message: 'Vælg, hvordan hun vil mødes' },
]

const rows: Html = html`<div class="bb-cols is-side"><div>
${worklist({
  id: 'brudt',
  heading: 'Løfter, der er brudt',
  note: 'Det løfte, der er brudt længst, står øverst.',
  rows: [
    {
      clock: { state: 'late', text: '4 hverdage over' },
      name: 'Karla',
      href: '/familier/1',
      facts: 'uge 31+2, Aabenraa',
      promise: 'Ny henvisning fra jordemoder. Du lovede at tage kontakt senest tirsdag 17. november.',
      contact: 'Ring kl. 9–11. Læg ikke besked.',
      act: { href: '/familier/1/ring', text: 'Ring til Karla' },
    },
  ],
})}
${worklist({
  id: 'idag',
  heading: 'I dag og senere',
  rows: [
    {
      clock: { state: 'soon', text: 'kl. 08.30' },
      name: 'Sofie',
      href: '/familier/2',
      facts: 'uge 24+5, Odense',
      promise: 'Samtale 1 af 2: økonomi og barsel',
      act: { href: '/familier/2/samtale', text: 'Åbn samtalen' },
    },
    {
      clock: { state: 'wait', text: 'om 7 hverdage' },
      name: 'S.',
      href: '/familier/3',
      promise: 'Samtale under fire øjne blev udskudt.',
      contact: 'Kontakt kun ved fremmøde',
      act: form({ action: '/familier/3/tid', token: 'abc' }, button({ label: 'Find en tid', about: 'til S.' })),
    },
    {
      clock: { state: 'ok', text: 'holdt 20. november' },
      name: 'Et meget langt efternavn Test Wolffhechel-Schytte-Blichfeldt',
      href: '/familier/4',
      promise: 'Kontakt er taget.',
    },
  ],
})}
${pager({ previous: '/side?for=1', next: '/side?efter=9', text: '50 rækker' })}
</div>
<aside aria-label="Det, der er i orden"><section class="bb-card"><h2>Kapacitet</h2>
${capacityBar({ booked: 7, promised: 2, total: 18 })}
${capacityBar({ booked: 14, promised: 4, total: 18 })}
${capacityBar({ booked: 20, total: 18 })}
</section></aside></div>`

const states: Html = html`<h2>Ur</h2>
<p class="bb-sum">${clockBadge({ state: 'late', text: '3 hverdage over' })} ${clockBadge({ state: 'soon', text: 'i dag kl. 14' })} ${clockBadge({ state: 'wait', text: 'om 7 hverdage' })} ${clockBadge({ state: 'ok', text: 'holdt 20. november' })}</p>
<h2>Tom liste</h2>
${emptyState('Ingen løfter er brudt. Den næste frist er Sofie i dag kl. 08.30.', { href: '/familier/2', text: 'Se Sofie' })}
<h2>Forløb</h2>
${holderCard({
  holder: {
    name: 'Sara Test Dahl, følgeperson',
    organisation: 'Odense Kommune',
    since: '12. januar 2026',
    cover: 'Jonas Test Krogh',
  },
  next: {
    when: 'Hjemmebesøg onsdag 2. december kl. 10',
    what: 'Se på budgettet sammen.',
    clock: { state: 'wait', text: 'om 7 hverdage' },
  },
})}
<h3>Fra uge 22 til skolestart</h3>
${timeline(
  [
    { state: 'done', title: 'Uge 22', text: 'Første møde, 12. januar 2026' },
    { state: 'done', title: 'Født', text: '14. maj 2026' },
    { state: 'now', title: '6 måneder', text: 'Besøg 2. december' },
    { state: 'ahead', title: 'Skolestart', text: '1. august 2032' },
  ],
  { across: true, label: 'Forløbet' },
)}`

const fields = (wrong: boolean): Html => {
  const at = (field: string) => (wrong ? errorFor(errors, field) : undefined)
  return form(
    {
      action: '/henvisninger',
      token: 'abc',
      version: 4,
      id: wrong ? 'med-fejl' : 'uden-fejl',
      draft: wrong ? undefined : '/kladder/1',
    },
    html`${wrong ? '' : textInput({ name: 'navn', label: 'Navn', value: '<script>alert("Karla & Co")</script>' })}
${textInput({ name: wrong ? 'termin' : 'termin2', label: 'Uge eller termin', value: '31+9', error: at('termin'), width: 'short' })}
${dateInput({ name: wrong ? 'fodt' : 'fodt2', label: 'Fødselsdag', value: '31.2.1998', error: at('fodt') })}
${wrong ? '' : timeInput({ name: 'tid', label: 'Klokkeslæt', optional: true })}
${
  wrong
    ? ''
    : select({
        name: 'sted',
        label: 'Sted',
        value: 'aab',
        empty: 'Vælg sted',
        options: [
          { value: 'ode', text: 'Odense' },
          { group: 'Sønderjylland', options: [{ value: 'aab', text: 'Aabenraa' }] },
        ],
      })
}
${wrong ? '' : textArea({ name: 'note', label: 'Kort note', value: '\nBegynder med en tom linje', limit: 2000, hint: 'Skriv kun det, der er nødvendigt.', optional: true })}
${taps({
  name: wrong ? 'form-moede' : 'form-moede2',
  label: 'Hvordan vil hun mødes?',
  error: at('form-moede'),
  options: [
    { value: 'm', text: 'Ved fremmøde' },
    { value: 'v', text: 'Video' },
    { value: 't', text: 'Telefon' },
  ],
})}
${
  wrong
    ? taps({
        name: 'laes',
        label: 'Er der nogen, der kan læse med?',
        hint: 'Vi spørger alle.',
        calm: true,
        error: 'Vælg et svar. “Spring over” er også et svar.',
        options: [
          { value: 'ja', text: 'Ja' },
          { value: 'nej', text: 'Nej' },
          { value: 'over', text: 'Spring over' },
        ],
      })
    : ''
}
${
  wrong
    ? ''
    : taps({
        name: 'emne',
        label: 'Det fylder',
        many: true,
        value: ['oko', 'par'],
        hint: 'Vælg højst fem.',
        options: [
          { value: 'oko', text: 'Økonomi' },
          { value: 'par', text: 'Parforhold' },
          { value: 'bol', text: 'Bolig', hint: 'også midlertidig' },
        ],
      })
}
${
  wrong
    ? ''
    : tiles({
        name: 'talt',
        label: 'Hvad talte I om?',
        many: true,
        value: 'oko',
        options: [
          { value: 'oko', text: 'Økonomi', icon: 'info' },
          { value: 'tri', text: 'Barnets trivsel', icon: 'ring' },
        ],
      })
}
${wrong ? '' : tiles({ name: 'laenge', label: 'Hvor længe?', small: true, value: '30', options: ['10', '20', '30', '45', '60'].map(value => ({ value, text: `${value} min.` })) })}
${actions(submit(wrong ? 'Gå videre' : 'Send henvisningen'), button({ label: 'Gem og luk', name: 'luk', value: 'ja', skipChecks: true }), button({ label: 'Slet kladden', kind: 'link', formaction: '/kladder/1/slet' }))}`,
  )
}

const forms: Html = html`<h2>Formular uden fejl</h2>
<div class="bb-cols is-nav">${stepList({ label: 'Trin i henvisningen', current: 4, steps: ['Hvem', 'Hvorfor', 'Hendes ønske', 'Tryg kontakt', 'Samtykke', 'Tjek svarene'].map((text, n) => ({ text, href: `/trin/${n + 1}` })) })}
<div>${fields(false)}</div></div>
<h2>Formular med fejl</h2>
${fields(true)}
<h2>Søg</h2>
${searchForm('/find', html`${textInput({ name: 'sted-navn', label: 'Find et tilbud', type: 'search' })}${button({ label: 'Find' })}`)}
<h2>Tjek svarene</h2>
${checkAnswers([
  { question: 'Navn', answer: 'Kaja Test Hansen', edit: '/trin/1' },
  { question: 'Telefon', answer: '', edit: '/trin/4' },
  { question: 'Reference', answer: 'KV7-3MX' },
])}
<h2>Tekst til journalen</h2>
${copyBox({ id: 'journal', label: 'Kort tekst til journalen', text: 'Henvist til Mødrehjælpen, Aabenraa.\nSamtykke til 23. november 2027.' })}`

const numbers: Html = html`<h2>Tal</h2>
${tabs('Visning', [
  { href: '/alle', text: 'Alle', count: '31', current: true },
  { href: '/mine', text: 'Mine', count: '8' },
  { href: '/afsluttet', text: 'Afsluttet' },
])}
${keyFigure({ value: '78 %', text: 'er kontaktet inden fem hverdage', origin })}
<section class="bb-card"><h3>Mål og faktisk</h3>${targetBars({
  caption: 'Mål og faktisk',
  what: 'Spor',
  origin,
  rows: [
    { label: '1. To samtaler', actual: 512, target: 600 },
    { label: '2. Forløb', actual: 'hidden', target: 100 },
    { label: '3. Netværk', actual: 187, target: null },
  ],
})}</section>
<section class="bb-card"><h3>Fra henvist til afsluttet</h3>${funnel({
  caption: 'Fra henvist til afsluttet',
  unit: 'Familier',
  origin,
  steps: [
    { label: 'Henvist', value: 742 },
    { label: 'Kontaktet', value: 701 },
    { label: 'Startet', value: 'hidden' },
    { label: 'Afsluttet', value: 431, open: true },
  ],
})}</section>
<section class="bb-card"><h3>Kontakt inden fem hverdage</h3>${monthLine({
  id: 'kontakt',
  title: 'Andel kontaktet inden fem hverdage',
  unit: ' %',
  max: 100,
  median: 79,
  detailHead: 'Inden 5 dage',
  origin,
  months: ['jan.', 'feb.', 'marts', 'april', 'maj', 'juni', 'juli', 'aug.', 'sep.', 'okt.'].map((month, n) => ({
    month: `${month} 2026`,
    value: n === 3 ? ('hidden' as const) : n === 6 ? 48 : 76 + ((n * 5) % 9),
    detail: n === 3 ? 'skjult' : `${38 + n} af 50`,
  })),
})}</section>
<section class="bb-card">${dataTable({
  caption: 'Møder',
  stack: true,
  columns: [
    { head: 'Dato', cell: row => row.date },
    { head: 'Form', cell: row => row.form },
    { head: 'Minutter', numeric: true, cell: row => row.minutes },
  ],
  rows: [
    { date: '17. nov. 2026', form: 'Hjemmebesøg', minutes: '60' },
    { date: '3. nov. 2026', form: 'Telefon', minutes: '20' },
  ],
  total: { date: 'I alt', form: '', minutes: '80' },
})}</section>`

/** Every part in every state, on one page: the tests read it, and so may a person. */
export const samplePage = (): Html =>
  page(
    {
      title: 'Dele, der går igen',
      viewer: { name: 'Line Test Holm', organisation: 'Mødrehjælpen', role: 'rådgiver' },
      nav: [
        { href: '/arbejdsliste', text: 'Arbejdsliste', current: true },
        { href: '/familier', text: 'Familier' },
        { href: '/kalender', text: 'Kalender' },
        { href: '/sparring', text: 'Sparring' },
      ],
      synthetic: true,
      signOutToken: 'abc',
      scripts: ['draft.js', 'copy.js'],
      notice: { kind: 'ok', text: 'Henvisningen er sendt. Mødrehjælpen har den nu.' },
      failed: true,
    },
    html`${errorSummary([...errors, { field: 'laes', message: 'Svar på, om nogen kan læse med' }])}
<h1>Dele, der går igen</h1>
<p class="bb-lead">Alle dele i alle tilstande.</p>
${rows}${states}${forms}${numbers}`,
  )

/** The page for 'missing' and 'forbidden' alike, in the frame of somebody who is not signed in. */
export const refusalSample = (): Html =>
  page(
    { title: 'Siden findes ikke', synthetic: false, notice: { kind: 'info', text: 'Du er logget af.' } },
    refusal({ home: { href: '/', text: 'Til forsiden' }, askHref: '/hvorfor' }),
  )

export const conflictSample = (): Html =>
  page(
    {
      title: 'En anden har gemt imens',
      synthetic: true,
      viewer: { name: 'Karen Test Vang', organisation: 'OUH', role: 'jordemoder' },
      signOutToken: 'abc',
    },
    conflict({
      by: 'Lone Test Berg',
      at: 'i dag kl. 10.42',
      fields: [
        { label: 'Aftale', saved: 'Ring mandag', yours: 'Ring tirsdag, helst før kl. 10' },
        { label: 'Sted', saved: 'Aabenraa', yours: 'Aabenraa' },
      ],
      form: form(
        { action: '/noter/1', token: 'abc', version: 5 },
        html`${textArea({ name: 'aftale', label: 'Aftale', value: 'Ring tirsdag, helst før kl. 10' })}${actions(submit('Gem min udgave'), linkButton({ href: '/noter', text: 'Tilbage' }))}`,
      ),
      keep: { href: '/noter/1', text: 'Behold den gemte udgave' },
    }),
  )
