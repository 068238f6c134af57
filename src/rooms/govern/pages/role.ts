import { html } from 'hono/html'
import { errorSummary, form as formOf, type Html, submit, taps } from '../../../design/index.ts'
import { type Answer, again, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { chooseRole, myRoles } from '../access-state.ts'
import { roleHints, roleWords } from '../words.ts'
import { momentWords } from './staff-access.ts'

/** Somebody with several roles says in which she acts now. It holds for this session, and stands on each page. */
export const askRole = async (visit: Visit): Promise<Answer> => page('Vælg rolle', await rolePage(visit))

const rolePage = async (visit: Visit, error?: string): Promise<Html> => {
  const roles = await myRoles(visit.db)
  return html`${error ? errorSummary([{ field: 'rolle', message: error }]) : ''}<h1>Hvilken rolle er du i nu?</h1>
<p class="bb-lead">Du ser det, rollen giver ret til, og intet andet. Du kan skifte, når du vil.</p>
${formOf(
  { action: '/rolle', token: visit.formToken },
  html`${taps({
    name: 'rolle',
    label: 'Dine roller',
    value: visit.actor.role,
    error,
    options: roles.map(({ role, until }) => ({
      value: role,
      text: roleWords[role],
      hint: `${roleHints[role]}${until ? `. Til ${momentWords(until)}` : ''}`,
    })),
  })}${submit('Fortsæt')}`,
)}`
}

export const takeRole = async (visit: Visit): Promise<Answer> =>
  (await chooseRole(visit.db, field(visit.form, 'rolle')))
    ? see('/')
    : again('Vælg rolle', await rolePage(visit, 'Vælg en af de roller, du har nu.'))
