import type { Program } from "../Program.ts"

/** The form of 2024 and later, and the earlier one. */
export const google: Program = {
  name: "Google Contacts",
  recognizedBy: [
    ["E-mail # - Value"],
    ["Phone # - Value"],
    ["First Name", "Phonetic First Name", "Labels"],
    ["Given Name", "Additional Name", "Group Membership"],
  ],
  fields: {
    email: ["E-mail # - Value"],
    phoneNumber: ["Phone # - Value"],
    avatarUrl: ["Photo"],
  },
  meaningless: ["E-mail # - Label", "E-mail # - Type", "Phone # - Label", "Phone # - Type"],
  labels: [
    "Address # - Label",
    "Address # - Type",
    "Organization # - Type",
    "Relation # - Label",
    "Relation # - Type",
    "Website # - Label",
    "Website # - Type",
    "Event # - Label",
    "Event # - Type",
    "Custom Field # - Label",
    "Custom Field # - Type",
    "IM # - Label",
    "IM # - Type",
    "IM # - Service",
  ],
  lists: ["E-mail # - Value", "Phone # - Value"],
  labelLists: ["Labels", "Group Membership"],
}
