/** Whether text from an address may be compared with a row's id: a UUID, and nothing that PostgreSQL would refuse. */
export const isRowId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
