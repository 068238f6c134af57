import { html } from 'hono/html'
import { errorSummary } from '../../../design/index.ts'
import type { Html } from '../../../kernel/visit.ts'
import { type Count, sayCount } from '../cap.ts'
import type { FieldError } from '../reading.ts'
import { capital, firstName, sayStage, wholeName } from '../say.ts'
import { type Scene, trackName } from '../scene.ts'

/** The way back, the page's own name, and which course it is about. */
export const heading = (scene: Scene, title: string, errors: readonly FieldError[] = []): Html => {
  const { course, count } = scene.file
  return html`${errorSummary([...errors])}
<p class="bb-note"><a href="/forloeb/${course.id}">Forløbet med ${firstName(scene.family)}</a></p>
<h1>${title}</h1>
<p class="bb-sum"><span>${wholeName(scene.family)}</span>${stage(scene)}<span>${trackName(scene.track, course.track)}</span><span>${countLine(count)}</span></p>`
}

/** 'Samtaler: 1 af 2' */
export const countLine = (count: Count): string =>
  count.cap === null ? sayCount(count) : `Samtaler: ${sayCount(count)}`

export const stage = (scene: Scene): Html | '' => {
  const said = sayStage(scene.family, scene.today)
  return said ? html`<span>${capital(said)}</span>` : ''
}
