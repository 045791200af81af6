import type { Program } from "../Program.ts"

/** The users of an organization. */
export const googleWorkspace: Program = {
  name: "Google Workspace",
  recognizedBy: [["Email Address [Required]"]],
  fields: {
    email: ["Email Address [Required]", "Recovery Email"],
    firstName: ["First Name [Required]"],
    lastName: ["Last Name [Required]"],
    phoneNumber: ["Recovery Phone [MUST BE IN THE E.164 FORMAT]"],
  },
}
