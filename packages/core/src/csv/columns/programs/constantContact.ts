import type { Program } from "../Program.ts"

export const constantContact: Program = {
  name: "Constant Contact",
  recognizedBy: [["Email address", "Email status"], ["Email address - other"], ["Email address", "Email Lists"]],
  fields: {
    email: ["Email address - other"],
    phoneNumber: ["Phone - home", "Phone - mobile", "Phone - work", "Phone - other"],
  },
}
