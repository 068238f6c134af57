/**
 * What happens next for a family: the closed list of dated next steps. `promise` stands in the worklist, `act` on
 * the button; the act names what is done, and the name of the woman follows it where it ends in 'til'.
 */
export const steps = {
  receive: { promise: 'Modtageren skal tage imod henvisningen', act: 'Se henvisningen' },
  assign: { promise: 'En skal tage imod hende', act: 'Tildel' },
  contact: { promise: 'Tage kontakt', act: 'Ring til' },
  nextAttempt: { promise: 'Prøve at få fat i hende igen', act: 'Ring til' },
  giveUp: { promise: 'Afgøre, om vi skal prøve mere', act: 'Tag stilling' },
  answer: { promise: 'Henviseren skal svare på et spørgsmål', act: 'Se spørgsmålet' },
  decide: { promise: 'Afgøre, hvad der skal ske', act: 'Tag stilling' },
  waiting: { promise: 'Se ventetiden igennem', act: 'Se ventetiden' },
  firstSession: { promise: 'Aftale den første samtale', act: 'Begynd forløbet' },
  afterLoss: { promise: 'Tale med hende, når hun er klar', act: 'Åbn' },
  followUp: { promise: 'Tale med hende om en anden vej', act: 'Se, hvad der skete' },
  askContact: { promise: 'Spørge hende, hvordan vi må skrive til hende', act: 'Spørg hende' },
  tellHer: { promise: 'Sige tiden til hende', act: 'Åbn' },
  session: { promise: 'Samtale', act: 'Åbn samtalen' },
  bookSession: { promise: 'Aftale næste samtale', act: 'Find en tid' },
  whatNow: { promise: 'Vælge sammen, hvad der sker nu', act: 'Tag stilling' },
  planReview: { promise: 'Se planen igennem', act: 'Se planen' },
  endReport: { promise: 'Skrive slutrapport', act: 'Skriv slutrapport' },
} as const

export type Step = keyof typeof steps
export type Stage = 'unassigned' | 'waiting' | 'active' | 'returned'
