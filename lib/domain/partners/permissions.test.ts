import { describe, expect, test } from 'vitest'
import { permissions, roleMay, staffRoles } from './permissions'

describe('what each role may do', () => {
  test('an admin may do everything', () => {
    expect(permissions.filter((permission) => !roleMay('admin', permission))).toEqual([])
  })

  test('only finance and admin give money back', () => {
    expect(staffRoles.filter((role) => roleMay(role, 'payments.refund'))).toEqual(['finance', 'admin'])
  })

  test('a reviewer reads and reviews applications but sees neither payments, mail nor provider answers', () => {
    expect(permissions.filter((permission) => roleMay('reviewer', permission))).toEqual([
      'applications.read',
      'applications.review',
      'applications.query',
      'assessments.check',
      'reports.read',
      'decisions.read',
    ])
  })

  test('finance does not judge applicants', () => {
    expect(roleMay('finance', 'applications.review')).toBe(false)
  })

  test.each(['assessments.manage', 'accommodations.manage'] as const)(
    'only the admissions office changes sittings and arranges extra time: %s',
    (permission) => {
      expect(staffRoles.filter((role) => roleMay(role, permission))).toEqual(['admissions_officer', 'admin'])
    },
  )

  test('finance reads no report of a test', () => {
    expect(staffRoles.filter((role) => !roleMay(role, 'reports.read'))).toEqual(['finance'])
  })

  test('only the admissions office says which marks recommend which programme', () => {
    expect(staffRoles.filter((role) => roleMay(role, 'rules.manage'))).toEqual([
      'admissions_officer',
      'admin',
    ])
  })

  test('only an admin releases decisions, whoever proposed and confirmed them', () => {
    expect(staffRoles.filter((role) => roleMay(role, 'decisions.release'))).toEqual(['admin'])
    expect(staffRoles.filter((role) => roleMay(role, 'decisions.confirm'))).toEqual([
      'admissions_officer',
      'admin',
    ])
  })

  test('money is recorded and approved by finance, never by the admissions office', () => {
    for (const permission of ['payments.record', 'payments.approve', 'payments.reconcile'] as const)
      expect(staffRoles.filter((role) => roleMay(role, permission))).toEqual(['finance', 'admin'])
  })

  test('only an admin changes settings', () => {
    expect(staffRoles.filter((role) => roleMay(role, 'settings.manage'))).toEqual(['admin'])
  })
})
