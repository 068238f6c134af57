import { html } from 'hono/html'
import { actions, button, form, linkButton } from '../../../design/index.ts'
import type { Db } from '../../../kernel/database.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { Html, Visit } from '../../../kernel/visit.ts'
import { doorFor } from '../store.ts'

/** The door, for whoever is named or has the family; the same words whatever is behind it. */
export const besideSafety = async (db: Db, family: Id, visit: Visit): Promise<Html | ''> => {
  const door = await doorFor(db, family)
  if (!door) return ''
  return html`<section class="bb-card"><h2>Samtale</h2>
${
  door === 'named'
    ? actions(linkButton({ href: `/familier/${family}/samtale`, text: 'Åbn samtalen' }))
    : form(
        { action: `/familier/${family}/samtale/begynd`, token: visit.formToken },
        actions(button({ label: 'Begynd samtalen' })),
      )
}</section>`
}
