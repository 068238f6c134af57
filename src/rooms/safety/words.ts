import type { NextAct, ScreeningState, ScreeningVerb } from './states.ts'

export const stateWords: Record<ScreeningState, string> = {
  notDue: 'Skal spørges senere',
  due: 'Skal spørges nu',
  postponedNotAlone: 'Udsat: hun var ikke alene',
  declined: 'Ville ikke svare',
  negative: 'Spurgt alene: nej',
  concern: 'Spurgt alene: bekymring',
  positive: 'Spurgt alene: ja',
}

export const answerWords: Partial<Record<ScreeningVerb, string>> = {
  clear: 'Nej',
  disclose: 'Ja',
  worry: 'Hun sagde ikke ja, men jeg er bekymret',
  decline: 'Hun ville ikke svare',
}

export const verbWords: Record<ScreeningVerb, string> = {
  plan: 'Planlagt',
  fallDue: 'Tid til at spørge',
  notAlone: 'Udsat, hun var ikke alene',
  decline: 'Hun ville ikke svare',
  clear: 'Hun svarede nej',
  worry: 'Bekymring',
  disclose: 'Hun svarede ja',
  undo: 'Skrevet ved en fejl',
}

export const nextWords: Record<NextAct, string> = {
  ask: 'Spørg hende, når hun er alene',
  askAgain: 'Spørg igen, når hun er alene',
  talk: 'Tal med hende alene',
  followUp: 'Tal med hende alene, og se planen igennem',
}
