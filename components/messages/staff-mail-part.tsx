import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { mailTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import type { MailOfApplication } from '@/lib/features/messages/queries/of-application'

/** The letters of one application; null when the role does not read mail. */
export function StaffMailPart({ mail, role }: { mail: MailOfApplication[] | null; role: StaffRole }) {
  const t = useTranslations('staff')
  return (
    <Panel title={t('mail.of_application')}>
      {!mail && <p className="text-sm text-muted">{t('not_your_role', { role: t(`role.${role}`) })}</p>}
      {mail?.length === 0 && <p className="text-sm text-muted">{t('mail.none_of_application')}</p>}
      {mail && mail.length > 0 && (
        <ul className="flex flex-col gap-2 text-sm">
          {mail.map(({ id, subject, state, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-2">
              <Badge tone={mailTone[state]}>{t(`mail_state.${state}`)}</Badge>
              <TextLink href={`/staff/mail/${id}`}>{subject}</TextLink>
              <span className="text-muted">
                <Instant at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
