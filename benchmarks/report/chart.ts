import type { Result } from "../Results.ts"
import { ON_POSTGRES } from "../systems/bulkContacts.ts"
import { COPY_CONVENTIONAL } from "../systems/copy.ts"
import { DRIZZLE, NEST, UNNEST } from "../systems/peers.ts"
import { figure } from "./table.ts"

const SCENARIOS = [
  { title: "10,000 × C=4", caption: "10,000 contacts per request, 4 connections" },
  { title: "1,000 × C=4", caption: "1,000 contacts per request, 4 connections" },
  { title: "1 × C=16", caption: "1 contact per request, 16 connections" },
]

const SYSTEMS = [ON_POSTGRES, COPY_CONVENTIONAL, UNNEST, DRIZZLE, NEST]

const WIDTH = 760
const MARGIN = 16
const LABELS = 250
const VALUES = 80
const BAR = 18
const ROW = 26
const CAPTION = 30
const GAP = 18
const BARS = WIDTH - LABELS - VALUES - 2 * MARGIN
const PANEL = CAPTION + SYSTEMS.length * ROW + GAP
const TITLE = 44

/** A bar chart of contacts per second, one panel and scale per scenario, in colors for light and dark backgrounds. */
export const drawChart = (results: ReadonlyArray<Result>): string => {
  const scenarios = SCENARIOS.filter(({ title }) => results.some(({ scenario }) => scenario === title))
  const height = TITLE + scenarios.length * PANEL
  const panels = scenarios.map((scenario, index) => drawPanel(results, scenario, TITLE + index * PANEL))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Contacts per second, stored in PostgreSQL</title>
<style>
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 17px }
  .caption { fill: #59636e }
  .own text { font-weight: 600 }
  rect { fill: #afb8c1 }
  .own rect { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .caption { fill: #9198a1 }
    rect { fill: #59636e }
    .own rect { fill: #4493f8 }
  }
</style>
<text class="title" x="${MARGIN}" y="26">Contacts per second, stored in PostgreSQL</text>
${panels.join("\n")}
</svg>
`
}

const drawPanel = (
  results: ReadonlyArray<Result>,
  scenario: { title: string; caption: string },
  top: number,
): string => {
  const bars = SYSTEMS.flatMap((system) =>
    results
      .filter((result) => result.scenario === scenario.title && result.system === system)
      .map(({ median }) => ({ system, rate: median.contactsPerSecond })),
  )
  const longest = Math.max(...bars.map(({ rate }) => rate))
  const rows = bars.map(({ system, rate }, index) => {
    const y = top + CAPTION + index * ROW
    const width = Math.max(1, (rate / longest) * BARS)
    const middle = y + BAR - 4
    return `<g${system === ON_POSTGRES ? ' class="own"' : ""}>
  <text x="${MARGIN + LABELS - 10}" y="${middle}" text-anchor="end">${system}</text>
  <rect x="${MARGIN + LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>
  <text x="${(MARGIN + LABELS + width + 8).toFixed(1)}" y="${middle}">${figure(rate)}</text>
</g>`
  })
  return [`<text class="caption" x="${MARGIN}" y="${top + 18}">${scenario.caption}</text>`, ...rows].join("\n")
}
