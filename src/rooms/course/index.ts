/** The help itself: sessions, agreed steps, clashes, end report. Everything another room may use of a course. */
export type { Appointment, Mode } from './appointment.ts'
export { bookSession, closeSession, type Refusals, type Result, rescheduleSession } from './book.ts'
export { type Count, capReached, countOf, roomForOneMore, sayCount } from './cap.ts'
export { checks } from './check.ts'
export { closeAsMistaken, decideWhatNow, type Ended, endCourse, type WhatNow } from './end.ts'
export type { EndReport, StepDoer, StepResult } from './end-report.ts'
export { followHolder, followLeaving, followLeft, sayBooked } from './follow.ts'
export { type Logged, type LogResult, logSession } from './log.ts'
export { stopForLoss, takeLossBack } from './loss.ts'
export type { NewStep, Participant, SessionRecord } from './record.ts'
export { type CourseState, type SessionState, sessionStates } from './session.ts'
export { type NewCourse, type Started, startCourse } from './start.ts'
export {
  type AgreedStep,
  type Course,
  type CourseFile,
  fileOf as courseFileOf,
  openCourseOf,
  type Session,
} from './store.ts'
export { modeWords, resultWords, sessionWords } from './words.da.ts'
