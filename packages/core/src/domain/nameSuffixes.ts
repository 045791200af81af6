const keysOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/**
 * What may follow a name after a comma without being a first name: degrees, generational suffixes, titles and legal
 * forms.
 */
const suffixes = keysOf(`
  jr jnr sr snr ii iii iv viii 2nd 3rd 4th 5th fils père
  phd dphil dsc drphil scd edd psyd pharmd mphil msc mbbs mba mpa mph mfa msw meng med mdiv bsc beng bba bfa bed llb llm lld
  dds dmd dvm dpt dnp rn lpn cpa cfa cfp cma pmp esq esquire dr drs drmed dring prof profdr dipling mag
  inc incorporated llc pllc llp lllp ltd limited corp corporation company plc pty ptyltd pteltd
  gmbh ggmbh mbh kgaa ohg eingetragenerverein sarl sas sasu eurl srl spa snc sca bvba vof oyj asa aps ivs
  spzoo kft zrt doo ood eood ltda eireli cia slu sau sadecv sderl kabushikikaisha sdnbhd pvt pvtltd
`)

/** Suffixes that are also initials or names: `Salinger, J.D.`, `Rahman, Md`, `Nguyen, Vi`. */
const ambiguous = keysOf(`
  v vi vii jun sen junior senior filho neto sobrinho
  md do jd ma ms mm ba bs be pe od ed rph ra ret sj op osb
  co ag kg se eg ev ug sa as ab oy nv bv lp cv sl sc kk gk
`)

const keyOf = (text: string): string => text.toLowerCase().replace(/[.\s/]/g, "")

/**
 * Whether `part` follows the name `before` as a suffix. One that might be a first name is a suffix after two words, or if
 * it alone is in capitals: `Ada Lovelace, M.D.`, `Lovelace, MD`.
 */
export const isNameSuffix = (part: string, before: string): boolean => {
  const [whole = "", ...keys] = [part, ...part.split(/[\s&]+/)].map(keyOf)
  if (whole === "") return false
  if (suffixes.has(whole)) return true
  if (!ambiguous.has(whole) && !keys.every((key) => key === "" || suffixes.has(key) || ambiguous.has(key))) return false
  return keys.some((key) => suffixes.has(key)) || /\s/.test(before) || (isInCapitals(part) && !isInCapitals(before))
}

const isInCapitals = (text: string): boolean => /^\p{Lu}{2,}$/u.test(text)
