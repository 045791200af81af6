import type { Program } from "../Program.ts"

/** `SMS` is the number for text messages. */
export const brevo: Program = {
  name: "Brevo",
  recognizedBy: [
    ["EMAIL", "FIRSTNAME", "SMS"],
    ["EMAIL", "LASTNAME", "SMS"],
    ["EMAIL", "PRENOM", "SMS"],
    ["EMAIL", "VORNAME", "SMS"],
    ["EMAIL", "NOMBRE", "SMS"],
    ["CONTACT ID", "EMAIL"],
    ["EMAIL", "EMAIL_BLACKLISTED"],
  ],
  fields: {
    phoneNumber: ["SMS"],
  },
}
