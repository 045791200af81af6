import { usePage } from "../app/context.ts"

/** An import in progress: bytes first, then the storing. */
export const Sending = () => {
  const { importer, state, texts } = usePage()
  const { sending: t } = texts
  const { bytes, total } = state.sending ?? { bytes: 0, total: 0 }
  const isSent = total > 0 && bytes >= total
  const percent = total === 0 ? 0 : Math.floor((100 * bytes) / total)
  return (
    <section>
      <h2 tabIndex={-1}>{t.heading}</h2>
      <progress aria-label={t.heading} {...(isSent ? {} : { value: percent, max: 100 })} />
      {/* Announced in quarters: every step would be a flood. */}
      <p role="status" class="hidden">
        {isSent ? t.storing : t.uploading(percent - (percent % 25))}
      </p>
      <p aria-hidden="true">{isSent ? t.storing : t.uploading(percent)}</p>
      <div role="status">
        {state.isWaitingForOther ? <p class="notice">{t.other}</p> : null}
        {state.cancelled === "asking" ? <p class="notice">{t.cancelling}</p> : null}
        {state.cancelled === "tooLate" ? <p class="notice ask">{t.tooLate}</p> : null}
      </div>
      <button type="button" disabled={state.cancelled !== null} onClick={() => importer.importing.cancel()}>
        {texts.cancel}
      </button>
    </section>
  )
}
