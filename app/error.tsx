'use client'

import { BrokenPage } from '@/components/layout/broken-page'

/** For pages whose own frame broke; inside a frame the group's error.tsx answers first. */
export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-10">
      <BrokenPage {...props} />
    </main>
  )
}
