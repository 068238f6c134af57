import { html } from 'hono/html'
import { type Html, select, taps, textArea, textInput } from '../../../../design/index.ts'
import { languageChoices } from '../../../family/index.ts'
import { modes } from '../../steps/wish.ts'
import { modeWords } from '../../words.da.ts'
import type { ReferContext } from './context.ts'
import { from, type Paint } from './fields.ts'
import { type Rooms, roomWords } from './rooms.ts'

/** Which of the agreement's criteria she meets, and why: that she may be referred at all. */
const targetGroup = ({ advice }: ReferContext): Html | '' => {
  const met = advice.criteria.filter(one => one.met === 'yes')
  return met.length === 0
    ? ''
    : html`<section class="bb-card bb-calm"><h2>Aftalens målgruppe</h2><ul>${met.map(one => html`<li>${one.reason}</li>`)}</ul></section>`
}

/** The agreement's tracks with the reason of each; a person chooses. Where it tells no track apart, that is said once. */
const trackField = (paint: Paint, { agreement, advice, advisedTrack }: ReferContext): Html => {
  const telling = agreement.tracks.some(track => (track.topics ?? track.areas ?? []).length > 0)
  return taps({
    ...from(paint, 'track'),
    label: 'Hvilket tilbud ønsker hun?',
    hint: telling
      ? 'Forslaget bygger på de grunde, du har valgt. Du vælger sammen med hende.'
      : 'Aftalen siger ikke, hvilke grunde der hører til hvilket tilbud, så vi foreslår intet. Du vælger sammen med hende.',
    options: [
      ...advice.tracks.map(({ key, name, reason }) => ({
        value: key,
        text: key === advisedTrack ? `${name} (foreslået)` : name,
        hint: telling ? reason : undefined,
      })),
      { value: '', text: 'Hun har intet bestemt ønske', hint: 'Rådgiveren finder det rette sammen med hende.' },
    ],
  })
}

const siteField = (paint: Paint, context: ReferContext, rooms: Rooms): Html =>
  taps({
    ...from(paint, 'site'),
    label: 'Hvor vil hun helst mødes?',
    hint: 'Ugen er den næste, hvor der efter planen er plads.',
    options: context.sites.map(key => ({
      value: key,
      text: context.siteNames.get(key) ?? key,
      hint: roomWords(rooms.get(key)),
    })),
  })

const modeField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'mode'),
    label: 'Hvordan vil hun helst mødes?',
    options: [...modes.map(value => ({ value, text: modeWords[value] })), { value: '', text: 'Det er lige meget' }],
  })

export const languageField = (paint: Paint): Html =>
  html`${select({
    ...from(paint, 'language'),
    label: 'Sprog',
    empty: 'Ikke oplyst',
    options: [...languageChoices],
  })}${textInput({ ...from(paint, 'languageOther'), label: 'Hvis et andet sprog: hvilket?', optional: true })}`

const interpreterField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'interpreter'),
    label: 'Skal der være tolk?',
    options: [
      { value: 'no', text: 'Nej' },
      { value: 'yes', text: 'Ja' },
      { value: '', text: 'Ved ikke' },
    ],
  })

export const wishFields = (paint: Paint, context: ReferContext, rooms: Rooms): Html => html`
${targetGroup(context)}${trackField(paint, context)}
${
  context.advisedTrack
    ? textArea({
        ...from(paint, 'trackReason'),
        label: 'Hvis I vælger et andet end det foreslåede: hvorfor?',
        limit: 1000,
        rows: 2,
      })
    : ''
}
${siteField(paint, context, rooms)}
${modeField(paint)}
${languageField(paint)}
${interpreterField(paint)}`
