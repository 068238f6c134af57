import { html } from 'hono/html'
import { dataTable, emptyState } from '../../../design/index.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { familiesOf } from '../../family/index.ts'
import { capital, kindWords, newestMessages, stateWords } from '../say.ts'
import { textOf } from '../templates.ts'

const shown = 50

/** What went out to whom and what became of it: the text whole, so that staff know what she has on her phone. */
export const showMessages = async (visit: Visit): Promise<Answer> => {
  const messages = await newestMessages(visit.db, shown)
  const families = await familiesOf(
    visit.db,
    messages.map(message => message.family),
  )
  return page(
    'Beskeder',
    html`<h1>Beskeder</h1>
<p class="bb-lead">De nyeste ${String(shown)}. Der står kun tid og dag i dem, og de bliver kun sendt, når hun har sagt ja.</p>
${
  messages.length === 0
    ? emptyState('Der er ingen beskeder endnu. Når I aftaler en samtale, står beskeden her.')
    : dataTable({
        caption: 'Beskeder',
        quietCaption: true,
        stack: true,
        rows: messages,
        columns: [
          {
            head: 'Til',
            cell: m =>
              html`<a href="/familier/${m.family}">${families.get(m.family)?.pregnant.name || 'navn ikke oplyst'}</a>`,
          },
          { head: 'Hvad', cell: m => kindWords[m.kind] },
          {
            head: 'Tekst',
            cell: m =>
              m.state === 'stopped'
                ? ''
                : html`<span lang="${m.language}">${textOf(m.kind, m.language, m.appointment)}</span>`,
          },
          { head: 'Hvordan gik det', cell: m => capital(stateWords(m)) },
        ],
      })
}`,
  )
}
