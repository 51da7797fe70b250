import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Checkbox } from '@/components/ui/checkbox'
import { DataTable } from '@/components/ui/data-table'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { importFields, neededFields } from '@/lib/domain/transfer/columns'
import { chooseImportColumns } from '@/lib/features/transfer/actions'
import type { ImportView } from '@/lib/features/transfer/queries/imports'

/** Which column of the file is what, with what was recognised chosen already and the first rows below. */
export function MapColumns({ run }: { run: ImportView }) {
  const t = useTranslations('transfer.import')
  const locale = useLocale()
  const example = run.preview[0]?.cells ?? []
  const columns = run.header.map((name, place) => {
    const value = example[place]?.slice(0, 40)
    return {
      value: String(place),
      label: value ? t('column_of', { name, example: value }) : t('column_plain', { name }),
    }
  })
  return (
    <Panel title={t('map_title')}>
      <p className="measure">{t('map_body')}</p>
      <ClientMessages also={['refusals']}>
        <ActionForm
          action={chooseImportColumns}
          fields={{ importId: run.id }}
          className="flex flex-col items-start gap-4"
        >
          <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
            {importFields.map((field) => (
              <Select
                key={field}
                name={`column-${field}`}
                label={t(`fields.${field}`)}
                optional={!neededFields.some((needed) => needed === field)}
                defaultValue={String(run.mapping[field] ?? '')}
                placeholder={t('not_there')}
                options={columns}
              />
            ))}
            <Select
              name="intakeCode"
              label={t('intake')}
              hint={t('intake_hint')}
              optional
              defaultValue={run.intakeCode ?? ''}
              placeholder={t('intake_none')}
              options={run.intakes.map(({ code, name }) => ({
                value: code,
                label: `${name[locale]} (${code})`,
              }))}
            />
          </div>
          <Checkbox
            name="invite"
            label={t('invite')}
            hint={t('invite_hint')}
            defaultChecked={run.sendsInvitations}
          />
          <SubmitButton size="dense">{t('check')}</SubmitButton>
        </ActionForm>
      </ClientMessages>
      <DataTable
        caption={t('preview')}
        dense
        columns={[
          { key: 'line', header: t('line'), numeric: true, cell: (row) => row.line },
          ...run.header.map((name, place) => ({
            key: String(place),
            header: name,
            cell: (row: ImportView['preview'][number]) => row.cells[place] ?? '',
          })),
        ]}
        rows={run.preview}
        rowKey={(row) => String(row.line)}
      />
    </Panel>
  )
}
