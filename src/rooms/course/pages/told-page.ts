import { html } from 'hono/html'
import { actions, form, submit } from '../../../design/index.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, type Html, see, type Visit } from '../../../kernel/visit.ts'
import { contactWords } from '../../family/index.ts'
import { type AppointmentMessage, isUntold, sayMatter, sayMessages } from '../../message/index.ts'
import { firstName } from '../say.ts'
import type { Scene } from '../scene.ts'
import { fileOf } from '../store.ts'
import { toldHer } from '../told.ts'

/** A message did not come, or nobody knows: what was to be said, how she may be reached, and that it is done. */
export const toldForm = (visit: Visit, scene: Scene, messages: Map<Id, AppointmentMessage[]>): Html | '' => {
  const untold = [...messages.values()].flat().filter(message => isUntold(message, scene.now))
  if (untold.length === 0) return ''
  const { id } = scene.file.course
  return html`<section class="bb-card" aria-labelledby="sig-det"><h2 id="sig-det">Sig tiden til ${firstName(scene.family)}</h2>
<ul>${untold.map(message => html`<li>${sayMatter(message)} ${sayMessages([message])}</li>`)}</ul>
<p>${contactWords(scene.family.contact)}</p>
${form({ action: `/forloeb/${id}/sagt`, token: visit.formToken }, html`${actions(submit('Hun kender tiden nu'))}`)}</section>`
}

export const noteSaid = async (visit: Visit): Promise<Answer> => {
  const { course } = await fileOf(visit.db, visit.params.id)
  await toldHer(visit.db, course.id, visit.clock)
  return see(`/forloeb/${course.id}`, 'Gemt. Hun kender tiden nu.')
}
