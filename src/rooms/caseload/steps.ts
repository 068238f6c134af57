/** What happens next for a family: the closed list of dated next steps, and the Danish words on the button. */
export const steps = {
  assign: { promise: 'En skal tage imod hende', act: 'Tildel' },
  contact: { promise: 'Tage kontakt', act: 'Ring op' },
  answerQuestion: { promise: 'Svar på spørgsmål til henvisningen', act: 'Svar' },
  awaitAnswer: { promise: 'Henviser skal svare', act: 'Se spørgsmålet' },
  decide: { promise: 'Afgør, hvad der skal ske', act: 'Tag stilling' },
  reviewWaiting: { promise: 'Se ventelisten igennem', act: 'Se ventetiden' },
  bookFirstSession: { promise: 'Aftale den første samtale', act: 'Book en tid' },
  session: { promise: 'Samtale', act: 'Åbn samtalen' },
  bookSession: { promise: 'Aftale næste samtale', act: 'Book en tid' },
  whatNow: { promise: 'Beslut, hvad der skal ske nu', act: 'Tag stilling' },
  planReview: { promise: 'Se planen igennem', act: 'Se planen' },
  endReport: { promise: 'Skriv slutrapport', act: 'Skriv slutrapport' },
  tellWoman: { promise: 'Tal med hende om en anden vej', act: 'Se, hvad der skete' },
} as const

export type Step = keyof typeof steps
export type Stage = 'unassigned' | 'waiting' | 'active' | 'returned'
