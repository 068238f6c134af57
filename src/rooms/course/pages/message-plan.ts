import { html } from 'hono/html'
import { icon } from '../../../design/index.ts'
import type { Html, Visit } from '../../../kernel/visit.ts'
import { sayPlan } from '../../message/index.ts'
import type { Scene } from '../scene.ts'

/** Before she saves: what the woman will be sent, or why nothing is, and the way to ask her. */
export const messagePlan = async (visit: Visit, scene: Scene, kind: 'made' | 'moved'): Promise<Html> => {
  const plan = await sayPlan(visit.db, scene.file.course.family, kind, scene.now)
  const ask = plan.mustAsk
    ? html` <a href="/familier/${scene.file.course.family}/kontaktregel">Spørg hende, og skriv det her</a>.`
    : ''
  return html`<p class="bb-notice is-info">${icon('info')}<span>${plan.text}${ask}</span></p>`
}
