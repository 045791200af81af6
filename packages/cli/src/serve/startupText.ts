import { DEMO_API_KEY } from "./demo.ts"

/** What to print once the server listens on `origin`. */
export const startupText = (origin: string, hasDemo: boolean, hasImportPage: boolean): string => {
  const lines = [
    `bulk-contacts is listening on ${origin}`,
    ...(hasImportPage ? [`  import   ${origin}/import`] : []),
    `  docs     ${origin}/docs`,
    `  OpenAPI  ${origin}/openapi.json`,
  ]
  if (hasDemo) lines.push("", "Try it:", "", curl(origin))
  return `${lines.join("\n")}\n`
}

const curl = (origin: string) => `  curl ${origin}/v1/accounts/contacts/bulk \\
    -H 'x-api-key: ${DEMO_API_KEY}' -H 'content-type: application/json' \\
    -d '{"contacts":["Ada Lovelace <ada@example.com>"],"accountIds":["A123"],"contactType":"CT123","source":"Slack"}'`
