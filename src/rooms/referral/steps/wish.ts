import { readLanguage } from '../../family/index.ts'
import { type Reading, readForm, type Words } from '../form.ts'
import type { StepContext } from '../steps.ts'

export const modes = ['physical', 'video', 'phone'] as const
export type Mode = (typeof modes)[number]

export type Wish = {
  /** Null: she has no wish, and the receiver finds the right offer with her. */
  track: string | null
  /** Why another track than the advised one was chosen. */
  trackReason: string | null
  site: string
  mode: Mode | null
  /** Null: not stated. */
  language: string | null
  interpreter: 'yes' | 'no' | null
}

/** Hendes ønske: offer, place, how to meet, language. */
export function readWish(form: Words, context: Pick<StepContext, 'tracks' | 'advisedTrack' | 'sites'>): Reading<Wish> {
  const step = readForm(form, ['track', 'trackReason', 'site', 'mode', 'language', 'languageOther', 'interpreter'])
  const track = step.one('track', context.tracks)
  const trackReason = step.text('trackReason', 1000)
  const site = step.one('site', context.sites, 'Vælg, hvor hun helst vil mødes.')
  const mode = step.one('mode', modes)
  const { language, fault } = readLanguage(step.text('language'), step.text('languageOther'))
  if (fault) step.wrong(fault.field, fault.message)
  const interpreter = step.one('interpreter', ['yes', 'no'])
  const other = track !== null && context.advisedTrack !== null && track !== context.advisedTrack
  if (other && trackReason === '')
    step.wrong('trackReason', 'Skriv kort, hvorfor et andet tilbud end det foreslåede passer bedre til hende.')
  if (interpreter === 'yes' && !fault && (language === null || language === 'da'))
    step.wrong('language', 'Vælg det sprog, tolken skal tale.')
  return step.done(() => ({
    track,
    trackReason: other ? trackReason : null,
    site: site as string,
    mode,
    language,
    interpreter,
  }))
}
