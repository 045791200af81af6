import type { Program } from "../Program.ts"

export const pipedrive: Program = {
  name: "Pipedrive",
  recognizedBy: [["Person - Name"], ["Person - Email"], ["Person - Email - Work"]],
  fields: {
    email: ["Person - Email", "Person - Email - Work", "Person - Email - Home", "Person - Email - Other"],
    firstName: ["Person - First name"],
    lastName: ["Person - Last name"],
    fullName: ["Person - Name"],
    phoneNumber: [
      "Person - Phone",
      "Person - Phone - Work",
      "Person - Phone - Home",
      "Person - Phone - Mobile",
      "Person - Phone - Other",
    ],
  },
}
