'use server'

import { defineAction } from '@/lib/platform/action'
import { mapImport } from './commands/check-import'
import { confirmImport as confirm, stopImport as stop } from './commands/run-import'
import { importInput, mappingInput } from './schema'

const importPage = ({ importId }: { importId: string }) => `/staff/imports/${importId}`

export const chooseImportColumns = defineAction({
  name: 'choose_import_columns',
  as: 'applications.import',
  input: mappingInput,
  run: mapImport,
  then: importPage,
})

export const confirmImport = defineAction({
  name: 'confirm_import',
  as: 'applications.import',
  input: importInput,
  run: confirm,
  then: importPage,
})

export const stopImport = defineAction({
  name: 'stop_import',
  as: 'applications.import',
  input: importInput,
  run: stop,
  then: importPage,
})
