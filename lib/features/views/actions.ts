'use server'

import { defineAction } from '@/lib/platform/action'
import {
  arrangeView as arrange,
  deleteView as remove,
  openWithView as openWith,
  renameView as rename,
  saveView as save,
  shareView as share,
} from './commands'
import {
  arrangeViewInput,
  openWithViewInput,
  renameViewInput,
  saveViewInput,
  shareViewInput,
  viewInput,
} from './schema'

export const saveView = defineAction({
  name: 'save_view',
  as: 'applications.read',
  input: saveViewInput,
  run: save,
})

export const renameView = defineAction({
  name: 'rename_view',
  as: 'applications.read',
  input: renameViewInput,
  run: rename,
})

export const shareView = defineAction({
  name: 'share_view',
  as: 'views.share',
  input: shareViewInput,
  run: share,
})

export const deleteView = defineAction({
  name: 'delete_view',
  as: 'applications.read',
  input: viewInput,
  run: remove,
})

export const openWithView = defineAction({
  name: 'open_with_view',
  as: 'applications.read',
  input: openWithViewInput,
  run: openWith,
})

export const arrangeView = defineAction({
  name: 'arrange_view',
  as: 'applications.read',
  input: arrangeViewInput,
  run: arrange,
})
