export const districtOf = (id: string) => id.slice(0, id.indexOf(':'))

/** `district:node` of `district:node:device`. */
export const nodeOf = (id: string) => id.slice(0, id.lastIndexOf(':'))
