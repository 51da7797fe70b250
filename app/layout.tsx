import type { Metadata, Viewport } from 'next'
import { getLocale } from 'next-intl/server'
import type { CSSProperties, ReactNode } from 'react'
import { ClientMessages } from '@/components/layout/client-messages'
import { readableBrand } from '@/lib/domain/partners/brand'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import './globals.css'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1c1f25' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const partner = await getCurrentPartner()
  return {
    title: { template: `%s · ${partner.name}`, default: partner.name },
    description: partner.tagline,
    formatDetection: { telephone: false, email: false, address: false, date: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, partner] = await Promise.all([getLocale(), getCurrentPartner()])
  return (
    <html lang={locale} style={brandStyle(partner.brand)}>
      <body>
        <ClientMessages>{children}</ClientMessages>
      </body>
    </html>
  )
}

/** The partner's colour as the two variables that globals.css reads. */
function brandStyle(brand: string): CSSProperties {
  const { light, dark } = readableBrand(brand)
  const variables: Record<`--${string}`, string> = {
    '--partner-brand-light': light,
    '--partner-brand-dark': dark,
  }
  return variables
}
