export { type Load, loadOf } from './load.ts'
export { type Stage, type Step, steps } from './steps.ts'
export { type Holding, hold, holdingOf, holdingsOf, letGo } from './store.ts'
