import { oneYearAfter, readDay } from '../../../family/index.ts'
import type { Words } from '../../form.ts'
import { scopes } from '../../steps/consent.ts'
import type { ReferralDraft } from '../../steps.ts'
import type { ReferContext } from './context.ts'
import { shortDay } from './words.da.ts'

/** What the page fills in for her to see: from sign-in, agreement and day. A word of hers, also an empty one, stands. */
const defaultsFor = (draft: ReferralDraft, context: ReferContext): ReferralDraft => {
  const givenOn = readDay([draft.consent?.givenOn ?? ''].flat()[0] ?? '') ?? context.today
  return {
    wish: {
      track: context.advisedTrack ?? '',
      site: context.ownSite ?? '',
      mode: context.usualMode ?? '',
      language: 'da',
      interpreter: 'no',
    },
    consent: {
      recipient: context.recipients.length === 1 ? (context.recipients[0] ?? '') : '',
      scope: [...scopes],
      until: shortDay(oneYearAfter(givenOn)),
      feedback: 'status',
    },
  }
}

/** The draft as it reads: her own words over the page's. */
export const filledIn = (draft: ReferralDraft, context: ReferContext): ReferralDraft => {
  const given = defaultsFor(draft, context)
  const both = (step: 'wish' | 'consent'): Words => ({ ...given[step], ...draft[step] })
  return {
    who: draft.who ?? {},
    why: draft.why ?? {},
    wish: both('wish'),
    contact: draft.contact ?? {},
    consent: both('consent'),
  }
}
