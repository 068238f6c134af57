import { addDays, type Day, longDay } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Colleague } from '../govern/index.ts'
import type { Overview } from './list.ts'

/** What is fine and what is not, counted from the rows on the day: a sentence only when it is true. */
export interface InOrder {
  fine: string[]
  wrong: { text: string; staff?: Id }[]
}

const families = (count: number): string => (count === 1 ? '1 familie' : `${count} familier`)
const all = (count: number): string => (count === 1 ? 'Den ene familie' : `Alle ${count} familier`)
const soon = 14

export const inOrder = (
  { groups, lost }: Pick<Overview, 'groups' | 'lost'>,
  staff: Colleague[],
  cover: Map<Id, Id>,
  today: Day,
): InOrder => {
  const sum = (wanted: (group: Overview['groups'][number]) => boolean, of: 'families' | 'broken' = 'families') =>
    groups.filter(wanted).reduce((count, group) => count + group[of], 0)
  const known = new Map(staff.map(one => [one.id, one]))
  const total = sum(() => true)
  const orphaned = sum(group => !known.has(group.holder))
  const fine: string[] = []
  const wrong: InOrder['wrong'] = []

  if (lost > 0) wrong.push({ text: `${families(lost)} har ingen ansvarlig. Sig det til en koordinator nu.` })
  if (orphaned > 0) {
    const holder = groups.find(group => !known.has(group.holder))?.holder
    wrong.push({ text: `${families(orphaned)} står hos en kollega, der er stoppet.`, staff: holder })
  }
  for (const one of staff) {
    const held = sum(group => group.holder === one.id)
    if (one.endsOn && one.endsOn <= addDays(today, soon) && held > 0)
      wrong.push({
        text: `${firstName(one)} har sidste dag ${longDay(one.endsOn)} og har stadig ${families(held)}.`,
        staff: one.id,
      })
  }
  for (const [away, stand] of cover)
    if (cover.has(stand) || !known.has(stand))
      wrong.push({ text: `${firstName(known.get(away))} er væk i dag, og afløseren er her heller ikke.` })

  if (total > 0 && lost === 0 && orphaned === 0)
    fine.push(`${all(total)} har en ansvarlig og et næste skridt med dato.`)
  if (sum(group => group.stage === 'unassigned') === 0) fine.push('Ingen familie venter på at blive fordelt.')
  if (total > 0 && sum(() => true, 'broken') === 0) fine.push('Intet løfte er brudt, hverken hos dig eller andre.')
  const covered = [...cover].filter(([, stand]) => known.has(stand) && !cover.has(stand))
  if (covered.length > 0 && covered.length === cover.size)
    fine.push(
      `Alle, der er væk i dag, har en afløser: ${covered
        .map(([away, stand]) => `${firstName(known.get(stand))} for ${firstName(known.get(away))}`)
        .join(', ')}.`,
    )
  return { fine, wrong }
}

export const firstName = (one: Pick<Colleague, 'name'> | undefined): string =>
  one?.name.split(' ')[0] ?? 'En, der er stoppet'
