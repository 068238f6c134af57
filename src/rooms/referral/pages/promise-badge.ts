import type { Clock as Badge } from '../../../design/index.ts'
import { type Day, workdaysBetween } from '../../../kernel/clock.ts'

const days = (count: number): string => (count === 1 ? '1 hverdag' : `${count} hverdage`)

/** How a promised day stands today, in weekdays and words. */
export const promiseBadge = (promised: Day, today: Day): Badge => {
  const left = workdaysBetween(today, promised)
  if (promised < today) return { state: 'late', text: left === 0 ? 'frist overskredet' : `${days(-left)} over` }
  if (promised === today) return { state: 'soon', text: 'i dag' }
  return left <= 1 ? { state: 'soon', text: 'om 1 hverdag' } : { state: 'wait', text: `om ${days(left)}` }
}
