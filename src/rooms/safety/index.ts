/** What she tells under four eyes. Other rooms get advise(), and never why. */
export { advise, askAfterLoss, type Question } from './advise.ts'
export { besideSafety } from './pages/beside.ts'
