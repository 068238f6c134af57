/** Who has each family now, and the one dated next step: what every caring room writes down to. */
export { bindBeside } from './beside.ts'
export { explainedLooks } from './glass.ts'
export {
  type HandOverReason,
  handOverReasons,
  moveHoldings,
  reasonWords,
} from './hand-over.ts'
export { type Load, loadOf } from './load.ts'
export { howFar, shownName } from './names.ts'
export { type Full, hoursPerFamily, lockPlaces, placesOf, rosteredHours, siteLimit } from './places.ts'
export { byPromise, clockOf, type Promised, promiseWords } from './promise.ts'
export { type Stage, type Step, steps } from './steps.ts'
export { type Holding, hold, holdingOf, holdingsFor, holdingsOf, letGo, type Turn, turnsOf } from './store.ts'
export { addTask, endTasks, type NewTask, type TaskKind, taskWords } from './tasks.ts'
