'use client'

import { Printer } from 'lucide-react'
import { Button } from '@/components/ui/button'

/** Opens the browser's print dialog; without JavaScript the browser's own menu does. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button type="button" look="secondary" onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      {label}
    </Button>
  )
}
