import { html } from 'hono/html'
import {
  actions,
  button,
  emptyState,
  type FieldError,
  form,
  type Html,
  stepList,
  submit,
} from '../../../../design/index.ts'
import type { Visit } from '../../../../kernel/visit.ts'
import type { Draft } from '../../draft.ts'
import { type AnswerStep, type ReferralDraft, stepNames } from '../../steps.ts'
import { stepWords } from '../../words.da.ts'
import type { ReferContext } from './context.ts'
import type { PageName } from './parts.ts'
import { stepPaths } from './words.da.ts'

export type PageParts = {
  visit: Visit
  draft: Draft
  context: ReferContext
  /** As they read, defaults and all. */
  words: ReferralDraft
  errors: FieldError[]
  /** Drawn inside another page that has its own heading. */
  inside?: boolean
}

/** The page's own heading and what to do; left out where the form stands inside another page. */
export const opening = ({ inside }: PageParts, heading: string, lead: string): Html | '' =>
  inside
    ? ''
    : html`<h1>${heading}</h1>
<p class="bb-lead">${lead}</p>`

export const draftPath = (id: string, rest = ''): string => `/henvis/${id}${rest && `/${rest}`}`

/** The form of one page: it saves itself while she writes, and every button of it saves. */
export const draftForm = ({ visit, draft }: PageParts, page: PageName, body: Html): Html =>
  form(
    {
      action: draftPath(draft.id, page === 'short' ? '' : stepPaths[page]),
      token: visit.formToken,
      version: draft.version,
      draft: draftPath(draft.id, 'kladde'),
    },
    html`<input type="hidden" name="trin" value="${page === 'short' ? 'kort' : stepPaths[page]}">
<input type="hidden" name="opened" value="${visit.clock.now().getTime()}">
${visit.query.fra === 'tjek' || visit.form.fra === 'tjek' ? html`<input type="hidden" name="fra" value="tjek">` : ''}
${body}`,
  )

export const closing = (draft: Draft, primary: Html, ...more: Html[]): Html =>
  html`${actions(primary, ...more, button({ label: 'Gem og luk', name: 'go', value: 'save', kind: 'link' }))}
${draft.version > 0 ? html`<p>${button({ label: 'Slet kladden', kind: 'link', formaction: draftPath(draft.id, 'sletning') })}</p>` : ''}`

/** The six steps beside the page; each is a page of its own and can be opened again. */
export const stepsBeside = (
  draft: Draft,
  current: AnswerStep | 'check',
  body: Html,
): Html => html`<div class="bb-cols is-nav">
${stepList({
  label: 'Trin i henvisningen',
  steps: stepNames.map(step => ({ text: stepWords[step], href: draftPath(draft.id, stepPaths[step]) })),
  current: stepNames.indexOf(current) + 1,
})}
<div>${body}</div>
</div>`

export const noAgreement = (): Html => html`<h1>Der kan ikke henvises i dag</h1>
${emptyState('Ingen aftale gælder i dag, så der er ingen at henvise til. Din kladde er gemt.')}`

export const nextButton = (label: string, value: string): Html => submit(label, { name: 'go', value })
