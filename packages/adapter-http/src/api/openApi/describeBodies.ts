interface RequestBody {
  readonly content: { readonly [mediaType: string]: object }
}

const text = (description: string, example: string) => ({ schema: { type: "string", description }, example })

/** Adds to the OpenAPI document the bodies that have a contact on each line. */
export const describeBodies = (body: RequestBody): RequestBody => ({
  ...body,
  content: {
    ...body.content,
    "application/x-ndjson": text(
      "A contact on each line, in any of its forms, as JSON; any number of them",
      '"ada@example.com"\n{"email":"grace@example.com","firstName":"Grace"}\n',
    ),
    "text/csv": text(
      "A contact in each row. Separator, encoding and header are detected, and columns are understood by the names that " +
        "programs give them; the parameters say otherwise. A column that is not understood and has values rejects the body.",
      "email,firstName,lastName\nada@example.com,Ada,Lovelace\n",
    ),
    "text/tab-separated-values": text(
      "text/csv with tabs between the cells",
      "email\tfirstName\nada@example.com\tAda\n",
    ),
  },
})
