const text = (description: string, example: string) => ({ schema: { type: "string", description }, example })

const ndjson = text(
  "One contact per line, as JSON in any of its forms. Any number of lines.",
  '"ada@example.com"\n{"email":"grace@example.com","firstName":"Grace"}\n',
)

/** Bodies that hold contacts only, by media type. Effect would document them as binary data. */
export const streamBodies = {
  "application/x-ndjson": ndjson,
  "application/ndjson": ndjson,
  "application/jsonl": ndjson,
  "text/csv": text(
    "One contact per row. Separator, encoding and header row are detected, and columns are recognized by the names that " +
      "programs give them; query parameters override this. A column that has values and is not recognized rejects the body.",
    "email,firstName,lastName\nada@example.com,Ada,Lovelace\n",
  ),
  "text/tab-separated-values": text(
    "Like text/csv, with tabs between the cells.",
    "email\tfirstName\nada@example.com\tAda\n",
  ),
}
