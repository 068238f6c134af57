import { html } from 'hono/html'
import { button, form, type Html, linkButton } from '../../../design/index.ts'
import type { Visit } from '../../../kernel/visit.ts'
import { organisationByKey, sitesOf } from '../../govern/index.ts'
import { programmeByKey, stated, weekdays, wordOf } from '../../programme/index.ts'
import { programmeKey } from '../programme-key.ts'
import { draftPath } from './refer/layout.ts'

type OpenDoor = { place: string; times: string[]; phone: string; who: string }

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** Where she can go herself, as the programme's own file states it; what it does not state reads "ikke oplyst". */
const openDoor = async (visit: Visit): Promise<OpenDoor> => {
  const programme = await programmeByKey(visit.db, programmeKey)
  const own = await sitesOf(visit.db, visit.actor.sites)
  const site = programme.sites.find(one => own.some(mine => mine.key === one.key))
  const giver = programme.organisations.find(one => one.kind === 'ngo')
  const name = giver ? ((await organisationByKey(visit.db, giver.key))?.name ?? giver.name) : 'foreningen'
  const times = (site?.windows ?? []).map(window => {
    const room = site?.rooms?.find(one => one.code === window.room)?.text
    const hours =
      window.from && window.to
        ? `kl. ${window.from.replace(':', '.')}–${window.to.replace(':', '.')}`
        : 'tid ikke oplyst'
    return `${capital(wordOf(weekdays, window.weekday))} ${hours}${room ? `, ${room}` : ''}`
  })
  return { place: site?.name ?? 'stedet er ikke oplyst', times, phone: stated(giver?.contact?.phone), who: name }
}

/** She says no, or will not be known: what the midwife can say and give now. Nothing is sent and nothing is counted. */
export const withoutConsent = async (visit: Visit, draft: { id: string; version: number } | null): Promise<Html> => {
  const { place, times, phone, who } = await openDoor(visit)
  const card = [
    `${who}: åben rådgivning`,
    place,
    ...(times.length > 0 ? times : ['Tider: ikke oplyst']),
    `Telefon: ${phone}`,
  ]
  return html`<h1>Vi sender intet</h1>
<p class="bb-lead">Hun bestemmer selv. Du kan hjælpe hende alligevel, uden at nogen får hendes navn.</p>
<div class="bb-cols is-side"><div>
<h2>Det kan du sige</h2>
<p>»Det er helt i orden. Du får den samme hjælp her hos mig. Hvis du senere får lyst, kan du selv gå til ${who}.«</p>
<h2>Det kan du give hende nu</h2>
<p>Skriv det på en seddel uden navn. Spørg først, om det er trygt for hende at have den med hjem.</p>
<p class="bb-note">Kodekort til anonym hjælp findes ikke her endnu. Indtil da er det den åbne rådgivning, hun selv kan gå til.</p>
<div class="bb-card"><p>${card.map((line, nth) => html`${nth > 0 ? html`<br>` : ''}${line}`)}</p></div>
<h2>Har hun sagt ja alligevel?</h2>
<p>${linkButton({ href: draft ? `${draftPath(draft.id, 'samtykke')}?fra=tjek` : '/henvis', text: draft ? 'Tilbage til samtykket' : 'Tilbage til henvisningen' })}</p>
</div>
<aside aria-label="Det, du har skrevet">${
    draft && draft.version > 0
      ? html`<section class="bb-card bb-calm"><h2>Det, du har skrevet</h2>
<p>Svarene ligger kun i din egen kladde. Ingen andre kan se dem. De bliver slettet af sig selv efter 90 dage.</p>
${form({ action: draftPath(draft.id, 'sletning'), token: visit.formToken }, button({ label: 'Slet svarene nu' }))}</section>`
      : html`<section class="bb-card bb-calm"><h2>Intet er gemt</h2><p>Du har ikke skrevet noget om hende her.</p></section>`
  }</aside></div>`
}
