import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SandboxStepCode } from '@/components/people/sandbox-step-code'
import { SecondStepBegin, SecondStepForm } from '@/components/people/second-step-form'
import { SecondStepSetUp } from '@/components/people/second-step-set-up'
import { ClientMessages } from '@/components/layout/client-messages'
import { localPath } from '@/lib/domain/shared/local-path'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { getSecondStep } from '@/lib/features/staff/queries/second-step'
import { betweenSteps, signedIn } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function SecondStepPage({ searchParams }: PageProps<'/sign-in/second-step'>) {
  const [partner, who, query] = await Promise.all([getCurrentPartner(), betweenSteps(), searchParams])
  const next = localPath(query.next)
  if (!who) redirect((await signedIn()) ? (next ?? '/') : '/sign-in')
  const step = await getSecondStep(who)
  return (
    <ClientMessages also={['accounts', 'security', 'refusals', 'form']}>
      {step.stage === 'begin' ? (
        <SecondStepBegin partnerName={partner.name} email={step.email} next={next} />
      ) : (
        <SecondStepForm
          partnerName={partner.name}
          email={step.email}
          next={next}
          stage={step.stage}
          before={
            <>
              <SandboxStepCode code={step.sandboxCode} />
              {step.stage === 'set_up' && <SecondStepSetUp {...step} />}
            </>
          }
        />
      )}
    </ClientMessages>
  )
}
