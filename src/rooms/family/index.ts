export { addDays, day, daysBetween, isDay, oneYearAfter, readDay, writeDay } from './calendar.ts'
export { type Cpr, type CprFault, type CprReading, maskCpr, parseCpr } from './cpr.ts'
export {
  childAge,
  dueDateOf,
  type GestationalAge,
  gestationalAge,
  readGestationalAge,
  writeGestationalAge,
} from './gestation.ts'
