import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { PageTitle } from '@/components/ui/page-title'
import { staffRoles } from '@/lib/domain/partners/permissions'
import type { AlertRule } from '@/lib/features/alerts/queries/alerts'
import { AlertRuleForm } from './alert-rule-form'

/** Every kind of alert with its terms and who is mailed; whoever may not change them reads them. */
export function AlertRules({ rules, mayChange }: { rules: AlertRule[]; mayChange: boolean }) {
  const t = useTranslations('alerts.rules')
  const alerts = useTranslations('alerts')
  const named = useTranslations('staff.role')
  const roles = staffRoles.map((value) => ({ value, label: named(value) }))
  return (
    <>
      <BackLink href="/staff/alerts">{alerts('title')}</BackLink>
      <PageTitle dense>{t('title')}</PageTitle>
      <p className="measure mb-4 text-sm text-muted">{t('lead')}</p>
      <ClientMessages also={['refusals', 'alerts']}>
        <div className="flex flex-col gap-6">
          {rules.map((rule) => (
            <Panel
              key={rule.kind}
              id={rule.kind}
              title={alerts(`kind.${rule.kind}`)}
              aside={<Badge tone={rule.isOn ? 'good' : 'neutral'}>{t(rule.isOn ? 'is_on' : 'is_off')}</Badge>}
            >
              <p className="measure text-sm text-muted">{t(`explained.${rule.kind}`)}</p>
              <AlertRuleForm rule={rule} roles={roles} mayChange={mayChange} />
            </Panel>
          ))}
        </div>
      </ClientMessages>
    </>
  )
}
