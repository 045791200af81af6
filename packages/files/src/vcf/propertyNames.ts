/** Properties that describe the card, its pictures and its sounds, and not the contact. */
const technical: ReadonlySet<string> = new Set([
  "AGENT",
  "BEGIN",
  "CALADRURI",
  "CALURI",
  "CATEGORIES",
  "CLASS",
  "CLIENTPIDMAP",
  "END",
  "FBURL",
  "GEO",
  "KEY",
  "KIND",
  "LABEL",
  "LANG",
  "LOGO",
  "MAILER",
  "NAME",
  "PHOTO",
  "PRODID",
  "PROFILE",
  "REV",
  "SORT-STRING",
  "SOUND",
  "SOURCE",
  "TZ",
  "UID",
  "VERSION",
  "XML",
])

export const isTechnical = (name: string): boolean => technical.has(name) || name.startsWith("X-")

/** Properties whose value has parts between semicolons. */
export const structured: ReadonlySet<string> = new Set(["ADR", "GENDER", "ORG"])

/** What a number is for if it is not for speaking. */
export const notForSpeaking: ReadonlySet<string> = new Set([
  "BBS",
  "FAX",
  "ISDN",
  "MODEM",
  "PAGER",
  "TELEX",
  "TEXTPHONE",
  "TTY",
])
