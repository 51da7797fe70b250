import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'

/** Shown instead of a code form to a browser that has asked for no code. */
export function NoCodeWaiting({
  title,
  body,
  href,
  action,
}: {
  title: string
  body: string
  href: string
  action: string
}) {
  return (
    <div className="measure">
      <PageTitle lead={body}>{title}</PageTitle>
      <ButtonLink href={href}>{action}</ButtonLink>
    </div>
  )
}
