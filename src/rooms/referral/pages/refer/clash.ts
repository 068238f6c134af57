import { conflict, type Html } from '../../../../design/index.ts'
import { dayOf, longDay, timeOf } from '../../../../kernel/clock.ts'
import type { Draft } from '../../draft.ts'
import type { ReferralDraft } from '../../steps.ts'
import { draftPath } from './layout.ts'
import { type PageName, pageFields } from './parts.ts'
import { fieldLabels, stepPaths } from './words.da.ts'

const told = (draft: ReferralDraft, step: keyof ReferralDraft, field: string): string =>
  [draft[step]?.[field] ?? ''].flat().join(', ')

/** Two tabs on one draft: both versions side by side, hers of this tab still in the form. */
export const clashBody = (draft: Draft, saved: ReferralDraft, page: PageName, form: Html): Html =>
  conflict({
    by: 'Du',
    own: true,
    at: `${longDay(dayOf(draft.savedAt))} kl. ${timeOf(draft.savedAt)}`,
    fields: (Object.entries(pageFields[page]) as [keyof ReferralDraft, readonly string[]][])
      .flatMap(([step, fields]) =>
        fields.map(field => ({
          label: fieldLabels[field] ?? field,
          saved: told(saved, step, field),
          yours: told(draft.words, step, field),
        })),
      )
      .filter(({ saved: theirs, yours }) => theirs !== yours),
    form,
    keep: { href: draftPath(draft.id, page === 'short' ? '' : stepPaths[page]), text: 'Behold det, der er gemt' },
  })
