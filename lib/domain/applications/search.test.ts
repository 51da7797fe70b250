import { expect, test } from 'vitest'
import { readApplicationSearch, readSearchedId } from './search'

test.each([
  ['APP-27-7K3M9Q', { by: 'number', number: 'APP-27-7K3M9Q' }],
  ['app 27 7k3m9q', { by: 'number', number: 'APP-27-7K3M9Q' }],
  ['app-27-7k', { by: 'number_start', start: 'APP-27-7K' }],
  ['rcp 26 4t8zk1wb', { by: 'receipt', number: 'RCP-26-4T8ZK1WB' }],
  ['7k3m9q', { by: 'code', code: '7K3M9Q' }],
  ['Asha@Sandbox.test', { by: 'email_start', start: 'asha@sandbox.test' }],
  ['asha@', { by: 'email_start', start: 'asha@' }],
  ['98100 00001', { by: 'mobile_start', start: '+919810000001' }],
  ['+91 98100-00001', { by: 'mobile_start', start: '+919810000001' }],
  ['09810000001', { by: 'mobile_start', start: '+919810000001' }],
  ['9810', { by: 'mobile_start', start: '+919810' }],
  ['verma ash', { by: 'name', words: ['verma', 'ash'] }],
  ['ज़ोया', { by: 'name', words: ['ज़ोया'.normalize('NFC')] }],
  ["D'Souza", { by: 'name', words: ['D', 'Souza'] }],
])('“%s” is understood', (typed, read) => expect(readApplicationSearch(typed)).toEqual(read))

test.each(['', '   ', "' | & !"])('“%s” asks for nothing', (typed) =>
  expect(readApplicationSearch(typed)).toBeNull(),
)

test.each([
  ['pay_29QQoUBi66xm2f', 'pay_29QQoUBi66xm2f'],
  [' order_9A33XWu170gUtm ', 'order_9A33XWu170gUtm'],
  ['41288731', '41288731'],
  ['01997f6c-5d1e-7cc3-9a52-6f1f0d4f2a11', '01997f6c-5d1e-7cc3-9a52-6f1f0d4f2a11'],
  ['verma', null],
  ['asha ver', null],
  ['asha7@sandbox.test', null],
  ['APP-27-7K3M9Q', null],
  ["pay_1'--", null],
])('“%s” as an id of somebody else', (typed, id) => expect(readSearchedId(typed)).toBe(id))
