import type { Program } from "../Program.ts"

export const wix: Program = {
  name: "Wix",
  recognizedBy: [
    ["Email #", "Created At (UTC+#)"],
    ["Email #", "Email subscriber status"],
  ],
  meaningless: ["Email # - Type", "Phone # - Type"],
  labels: ["Address # - Type"],
}
