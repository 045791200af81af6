import type { Program } from "../Program.ts"

export const stripe: Program = {
  name: "Stripe",
  recognizedBy: [["Created (UTC)", "Delinquent"]],
  fields: {
    fullName: ["Customer Name"],
  },
}
