import type { Program } from "../Program.ts"

export const yahoo: Program = {
  name: "Yahoo Mail",
  recognizedBy: [
    ["First", "Last", "Messenger ID"],
    ["First", "Last", "Alternate Email #"],
  ],
  fields: {
    firstName: ["First"],
    lastName: ["Last"],
    phoneNumber: ["Home", "Work", "Mobile"],
  },
}
