import { Refreshing } from '@/components/staff/refreshing'

/** Keeps a page of something under way fresh: by script where there is one, by the browser itself where there is none. */
export function RefreshesItself({ everySeconds }: { everySeconds: number }) {
  return (
    <>
      <Refreshing everySeconds={everySeconds} />
      <noscript>
        <meta httpEquiv="refresh" content={String(Math.max(3, everySeconds))} />
      </noscript>
    </>
  )
}
