import { html } from 'hono/html'
import { actions, dataTable, emptyState, linkButton } from '../../../design/index.ts'
import { type LogLine, logOf } from '../../../kernel/audit-read.ts'
import { fullDay, today } from '../../../kernel/clock.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { familyOf } from '../../family/index.ts'
import { organisationNames, roleWords, type StaffRole } from '../../govern/index.ts'
import { familyId } from './family.ts'

const who = (line: LogLine, names: Map<string, string>): string =>
  `${roleWords[line.role as StaffRole] ?? 'Systemet'}, ${names.get(line.organisation) ?? 'ikke oplyst'}`

/** Who has looked, to print for her: organisation, role, date and purpose. Names of staff do not stand in it. */
export const showLog = async (visit: Visit): Promise<Answer> => {
  const { db, viewer, clock } = visit
  const id = familyId(visit)
  const family = await familyOf(db, id)
  const lines = await logOf(db, id)
  const names = await organisationNames(db, [...new Set(lines.map(line => line.organisation))])
  return page(
    'Hvem har set hendes oplysninger',
    html`<h1>Hvem har set oplysningerne?</h1>
<p class="bb-lead">${family.pregnant.name || 'Navn ikke oplyst'}. Loggen hos ${viewer.organisation}, udskrevet ${fullDay(today(clock))}.</p>
<p>Hun har ret til at vide, hvem der har set hendes oplysninger, hvornår og hvorfor. Medarbejdernes navne står her ikke. Andre organisationer har hver deres log.</p>
${
  lines.length === 0
    ? emptyState('Ingen har set hendes oplysninger endnu.')
    : dataTable<LogLine>({
        caption: 'Hvem har set oplysningerne, nyeste først',
        quietCaption: true,
        stack: true,
        columns: [
          { head: 'Dag', cell: line => fullDay(line.day) },
          { head: 'Hvem', cell: line => who(line, names) },
          { head: 'Hvorfor', cell: line => line.purpose },
          { head: 'Hvad', cell: line => (line.changed ? 'Set og ændret' : 'Set') },
          { head: 'Gange', cell: line => String(line.times), numeric: true },
        ],
        rows: lines,
      })
}
${actions(linkButton({ href: `/familier/${id}`, text: 'Tilbage til familien' }))}`,
  )
}
