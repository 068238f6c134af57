import { html } from 'hono/html'
import type { Html } from '../../../../design/index.ts'
import { today } from '../../../../kernel/clock.ts'
import { newId } from '../../../../kernel/ids.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Answer, again, field, nothing, page, see, type Visit } from '../../../../kernel/visit.ts'
import { type Draft, draftCount, removeDraft, settleDraft } from '../../draft.ts'
import type { FieldError } from '../../form.ts'
import { programmeKey } from '../../programme-key.ts'
import { send } from '../../send.ts'
import { readWho } from '../../steps/who.ts'
import { type AnswerStep, checkAnswers, stepNames } from '../../steps.ts'
import { referralOf } from '../../store.ts'
import { refusalWords, stepWords } from '../../words.da.ts'
import { withoutConsent } from '../help-code-card.ts'
import { versionOf } from '../version.ts'
import { checkBody } from './check.ts'
import { clashBody } from './clash.ts'
import { type ReferContext, referContext } from './context.ts'
import { filledIn } from './defaults.ts'
import { likelyOf } from './duplicates.ts'
import { word } from './fields.ts'
import { draftPath, noAgreement, type PageParts } from './layout.ts'
import type { PageName } from './parts.ts'
import { receipt } from './receipt.ts'
import { type Rooms, roomsOf } from './rooms.ts'
import { openDraft, type Saved, savePage } from './saving.ts'
import { shortBody } from './short.ts'
import { stepBody } from './step.ts'
import { stepOfPath, stepPaths } from './words.da.ts'

const scripts = ['draft.js']
const titleOf = (page: PageName | 'check') => (page === 'short' ? 'Henvis' : stepWords[page])
const closed = (): Answer => page('Der kan ikke henvises i dag', noAgreement())

const partsOf = (visit: Visit, draft: Draft, context: ReferContext, errors: FieldError[] = []): PageParts => ({
  visit,
  draft,
  context,
  words: filledIn(draft.words, context),
  errors,
})

const roomsFor = (visit: Visit, { context, words }: PageParts): Promise<Rooms> =>
  roomsOf(visit.db, context, word(words.consent ?? {}, 'recipient'), visit.clock)

const drawn = async (parts: PageParts, name: PageName, drafts = 0): Promise<Html> => {
  const shows = name === 'short' || name === 'wish'
  const rooms = shows ? await roomsFor(parts.visit, parts) : new Map()
  return name === 'short' ? shortBody(parts, rooms, drafts) : stepBody(parts, name, rooms)
}

/** The start page: an empty referral under an id of its own, or a draft opened again. */
export const openShort = async (visit: Visit): Promise<Answer> => {
  const fresh = visit.params.draft === undefined
  if (fresh) visit.params.draft = newId()
  const draft = await openDraft(visit)
  if (draft.referral) return see(`/henvis/sendt/${draft.referral}`)
  const context = await referContext(visit.db, visit.clock, draft.words)
  if (!context) return closed()
  const drafts = fresh && !visit.actor.shielded ? await draftCount(visit.db, context.today) : 0
  return page('Henvis', await drawn(partsOf(visit, draft, context), 'short', drafts), { scripts })
}

const stepOf = (visit: Visit): AnswerStep => {
  const step = stepOfPath(visit.params.trin)
  if (!step) throw new Refusal('unknown')
  return step
}

export const openStep = async (visit: Visit): Promise<Answer> => {
  const step = stepOf(visit)
  const draft = await openDraft(visit)
  if (draft.referral) return see(`/henvis/sendt/${draft.referral}`)
  const context = await referContext(visit.db, visit.clock, draft.words)
  if (!context) return closed()
  return page(titleOf(step), await drawn(partsOf(visit, draft, context), step), { scripts })
}

/** The page again with her own words: as she wrote them, also where they were wrong. */
const showAgain = async (visit: Visit, name: PageName, saved: Saved): Promise<Answer> => {
  const body = await drawn(partsOf(visit, saved.draft, saved.context, saved.errors), name)
  return again(titleOf(name), body, { scripts })
}

const showClash = async (visit: Visit, name: PageName, { draft, context, clash }: Saved): Promise<Answer> => {
  const form = await drawn({ ...partsOf(visit, draft, context), inside: true }, name)
  return page('Du har gemt i et andet vindue imens', clashBody(draft, clash ?? {}, name, form), { status: 409 })
}

const answered = async (visit: Visit, name: PageName): Promise<Answer> => {
  const saved = await savePage(visit, name)
  if (saved === 'noAgreement') return closed()
  const { id } = visit.params.draft === undefined ? { id: '' } : { id: visit.params.draft }
  if (saved === 'sent') return see(draftPath(id))
  if (saved.clash) return showClash(visit, name, saved)
  const go = field(visit.form, 'go')
  if (go === 'save') return see('/henvis', 'Kladden er gemt. Den ligger under Mine henvisninger i 90 dage.')
  if (go === 'short') return see(draftPath(id))
  const step = stepNames.find(one => one === go)
  if (step && step !== 'check') return see(draftPath(id, stepPaths[step]))
  const refused = word(saved.draft.words.consent ?? {}, 'consent') === 'no' && (name === 'short' || name === 'consent')
  if (refused) return see(draftPath(id, 'uden-samtykke'))
  if (saved.errors.length > 0) return showAgain(visit, name, saved)
  const next = go === 'next' && name !== 'short' ? stepNames[stepNames.indexOf(name) + 1] : undefined
  return see(draftPath(id, stepPaths[next ?? 'check']))
}

export const saveShort = (visit: Visit): Promise<Answer> => answered(visit, 'short')
export const saveStep = (visit: Visit): Promise<Answer> => answered(visit, stepOf(visit))

/** Every ten seconds while she writes; answers nothing, and says 409 when the draft was saved elsewhere or is gone. */
export const autosave = async (visit: Visit): Promise<Answer> => {
  const trin = field(visit.form, 'trin')
  const name = trin === 'kort' ? 'short' : stepOfPath(trin)
  if (!name) throw new Refusal('unknown')
  const saved = await savePage(visit, name)
  if (saved === 'noAgreement' || saved === 'sent' || saved.clash)
    return page('Ikke gemt', html`<h1>Ikke gemt</h1>`, { status: 409 })
  return nothing
}

export const deleteDraft = async (visit: Visit): Promise<Answer> => {
  const draft = await openDraft(visit)
  await removeDraft(visit.db, draft.id, today(visit.clock))
  return see(visit.query.fra === 'mine' ? '/mine-henvisninger' : '/henvis', 'Kladden er slettet.')
}

export const helpInstead = async (visit: Visit): Promise<Answer> => {
  const draft = visit.params.draft === undefined ? null : await openDraft(visit)
  if (draft?.referral) return see(`/henvis/sendt/${draft.referral}`)
  return page('Vi sender intet', await withoutConsent(visit, draft))
}

const shownCheck = async (visit: Visit, parts: PageParts, likeness: string): Promise<Html> => {
  const who = readWho(parts.words.who ?? {}, parts.context).value
  const found = await likelyOf(visit.db, who)
  // While she looks along: her number and the day are enough to know her by.
  const likely = visit.actor.shielded ? found.map(one => ({ ...one, name: '' })) : found
  return checkBody(parts, { likely, likeness, rooms: await roomsFor(visit, parts) })
}

export const check = async (visit: Visit): Promise<Answer> => {
  const draft = await openDraft(visit)
  if (draft.referral) return see(`/henvis/sendt/${draft.referral}`)
  const context = await referContext(visit.db, visit.clock, draft.words)
  if (!context) return closed()
  return page('Tjek svarene', await shownCheck(visit, partsOf(visit, draft, context), ''))
}

/** Sends it, once: another tab, a second press and the back button all lead to the one that was sent. */
export const checkAnswersAgain = async (visit: Visit): Promise<Answer> => {
  const { db, clock, form } = visit
  const draft = await openDraft(visit, true)
  if (draft.referral) return see(`/henvis/sendt/${draft.referral}`)
  if (draft.version === 0) throw new Refusal('alreadyDone', 'draft')
  const context = await referContext(db, clock, draft.words)
  if (!context) return closed()
  const parts = partsOf(visit, draft, context)
  const { content } = checkAnswers(parts.words, context)
  if (!content) return again('Tjek svarene', await shownCheck(visit, { ...parts, errors: [] }, ''))
  const fault = (name: string, message: string) =>
    shownCheck(visit, { ...parts, errors: [{ field: name, message }] }, likeness)
  const likeness = field(form, 'likeness')
  // What she read is what is sent: somebody who changed it in another tab is asked to read it again.
  if (versionOf(form) !== draft.version)
    return page(
      'Tjek svarene',
      await fault('main', 'Svarene er ændret i et andet vindue. Læs dem igennem igen, og send så.'),
      { status: 409 },
    )
  const likely = await likelyOf(db, content.who)
  const same = likely.find(one => one.family === likeness)
  if (likely.length > 0 && !same && likeness !== 'other')
    return again('Tjek svarene', await fault('likeness', 'Vælg, om det er den samme kvinde eller en anden.'))
  const sent = await send(db, { ...content, programme: programmeKey, family: same?.family }, clock)
  if (!sent.ok) return again('Tjek svarene', await fault('main', notSent[sent.refusal]))
  await settleDraft(db, draft, sent.id, clock.now(), context.today)
  return see(`/henvis/sendt/${sent.id}`)
}

const notSent = {
  noConsent: refusalWords.noConsent,
  noAgreement: 'Ingen aftale gælder i dag, så der er ingen at sende til. Din kladde er gemt.',
  noRecipient: 'Modtageren findes ikke længere. Vælg en anden under Samtykke.',
  noSite: 'Stedet findes ikke længere. Vælg et andet under Hendes ønske.',
}

export const received = async (visit: Visit): Promise<Answer> => {
  const referral = await referralOf(visit.db, visit.params.id ?? '')
  if (referral.side !== 'sender' || referral.createdBy !== visit.actor.staff) throw new Refusal('unknown')
  return page('Henvisningen er sendt', await receipt(visit, referral), { scripts: ['copy.js'] })
}
