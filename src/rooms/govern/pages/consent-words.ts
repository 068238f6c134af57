import type { ConsentPart, Feedback, Standing, TermFault } from '../consent.ts'

export const partWords: Record<ConsentPart, string> = {
  identity: 'hvem hun er',
  reasons: 'hvorfor hun er henvist',
  pregnancy: 'graviditeten',
  wish: 'hvad hun ønsker',
  contact: 'hvordan hun må kontaktes',
  note: 'noten',
}
export const feedbackWords: Record<Feedback, string> = {
  none: 'Intet',
  status: 'Når de har modtaget, startet og afsluttet',
  summary: 'Det samme, og den opsummering hun selv har sagt ja til',
}
export const formWords = { written: 'Skriftligt', oral: 'Mundtligt' } as const
export const standingWords: Record<Standing, string> = {
  live: 'Gælder',
  expired: 'Udløbet',
  withdrawn: 'Trukket tilbage',
  replaced: 'Fornyet med et nyere',
}

/** What is wrong, and on which field. */
export const faultWords: Record<TermFault, { field: string; message: string }> = {
  oralWithoutReason: { field: 'grund', message: 'Skriv, hvorfor samtykket er mundtligt.' },
  giverUnknown: { field: 'hvem', message: 'Vælg, hvem der siger ja.' },
  custodianMissing: { field: 'indehaver', message: 'Skriv navnet på den, der har forældremyndigheden.' },
  tooYoung: {
    field: 'hvem',
    message: 'Hun er ikke fyldt 15 år. Den, der har forældremyndigheden, skal sige ja sammen med hende.',
  },
  partsMissing: { field: 'dele', message: 'Vælg, hvad de må få at vide.' },
  givenMissing: { field: 'givet', message: 'Skriv den dag, hun sagde ja, for eksempel 23.11.2026.' },
  givenTomorrow: {
    field: 'givet',
    message: 'Et samtykke kan ikke være givet i fremtiden. Skriv den dag, hun sagde ja.',
  },
  untilMissing: { field: 'til', message: 'Skriv den sidste dag, samtykket gælder.' },
  tooLong: { field: 'til', message: 'Et samtykke gælder højst et år fra den dag, hun sagde ja.' },
  over: { field: 'til', message: 'Den dag er forbi. Spørg hende igen, og skriv en ny dag.' },
}

/** The same words wherever somebody takes a consent back, or hears that one was. */
export const withdrawalDoes = [
  'Modtageren kan ikke længere se hendes oplysninger hos jer. Det gælder fra næste klik.',
  'I får ikke mere at vide om, hvordan det går hos modtageren, og mails, der venter, bliver ikke sendt.',
  'En henvisning, der ikke er begyndt, stopper. Den, der henviste, taler med hende om en anden vej.',
]
export const withdrawalDoesNot = [
  'Det sletter ikke noget. Modtageren beholder det, de allerede har fået og selv har skrevet.',
  'Det stopper ikke et forløb, der er i gang. Hun bestemmer selv, om hun vil fortsætte.',
]
