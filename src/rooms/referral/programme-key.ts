/** The programme whose midwives refer here. */
export const programmeKey = 'syddanmark'
