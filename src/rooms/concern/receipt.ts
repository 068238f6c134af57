import { addDays, addWorkdays, type Day, isHoliday, isWorkday, weekday } from '../../kernel/clock.ts'

/** Weekdays until the municipality must have answered that it got it. */
export const receiptWeekdays = 6

let saturdayCounts = true

/** Bound once at the start, from the settings: whether Saturday is a weekday here is for the lawyers. */
export const bindSaturday = (counts: boolean): void => {
  saturdayCounts = counts
}

/** The day by which the receipt is due. Counting Saturday, which is the default, asks for it the earlier. */
export const receiptDue = (sentOn: Day, saturday = saturdayCounts): Day => {
  if (!saturday) return addWorkdays(sentOn, receiptWeekdays)
  let at = sentOn
  for (let left = receiptWeekdays; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkday(at) || (weekday(at) === 6 && !isHoliday(at))) left--
  }
  return at
}
