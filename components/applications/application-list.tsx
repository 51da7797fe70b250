import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { OneButtonForm } from '@/components/assessments/one-button-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { IntakeTerms } from '@/components/partners/intake-card'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { Tone } from '@/components/ui/tone'
import type { ApplicationState } from '@/lib/domain/applications/machine'
import { startApplication } from '@/lib/features/applications/actions'
import type { ApplicationCardView } from '@/lib/features/applications/queries/home'
import type { IntakeView } from '@/lib/features/partners/queries'

const tones: Record<ApplicationState, Tone> = {
  draft: 'info',
  submitted: 'good',
  in_review: 'waiting',
  query_raised: 'warn',
  decided: 'good',
  withdrawn: 'neutral',
}

/** An applicant's applications, and the open intakes to which they have not applied. */
export function ApplicationList({
  applications,
  intakes,
  supportEmail,
}: {
  applications: readonly ApplicationCardView[]
  intakes: readonly IntakeView[]
  supportEmail: string
}) {
  const t = useTranslations('applications.list')
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <div className="flex flex-col gap-10">
        {applications.length === 0 ? (
          <EmptyState title={t('empty_title')}>{intakes.length > 0 && t('empty_body')}</EmptyState>
        ) : (
          <ul className="flex flex-col gap-4">
            {applications.map((application) => (
              <ApplicationCard key={application.number} application={application} />
            ))}
          </ul>
        )}
        <section className="flex flex-col gap-4">
          <h2 className="text-xl">{t('intakes_title')}</h2>
          {intakes.length === 0 && (
            <EmptyState title={t('intakes_none')}>
              {t('intakes_none_body', { email: supportEmail })}
            </EmptyState>
          )}
          <ClientMessages also={['refusals']}>
            {intakes.map((intake) => (
              <OpenIntake key={intake.id} intake={intake} />
            ))}
          </ClientMessages>
        </section>
      </div>
    </>
  )
}

function ApplicationCard({ application }: { application: ApplicationCardView }) {
  const t = useTranslations('applications.list')
  const journey = useTranslations('journey')
  const { number, state, next, submittedAt, closesAt, intakeName } = application
  return (
    <Card
      as="li"
      title={<TextLink href={`/applications/${number}`}>{intakeName}</TextLink>}
      aside={<Badge tone={tones[state]}>{journey(`application_states.${state}`)}</Badge>}
    >
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Term label={t('number')}>
          <span className="figures">{number}</span>
        </Term>
        <Term label={t(submittedAt ? 'submitted' : 'closes')}>
          <Instant at={submittedAt ?? closesAt} />
        </Term>
        <Term label={t('next')}>{next ? journey(`steps.${next}.name`) : t('next_none')}</Term>
      </dl>
    </Card>
  )
}

function Term({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}

function OpenIntake({ intake }: { intake: IntakeView }) {
  const t = useTranslations('applications.list')
  return (
    <Card
      title={intake.name}
      level={3}
      footer={
        <OneButtonForm
          action={startApplication}
          fields={{ intakeId: intake.id }}
          pendingLabel={t('starting')}
        >
          {t('start')}
        </OneButtonForm>
      }
    >
      <IntakeTerms intake={intake} />
    </Card>
  )
}
