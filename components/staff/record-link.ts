/** Marks a plain link of a list that its `ListRegion` follows: fifty `Link`s are fifty components to draw and to wake. */
export const recordLink = { 'data-record-link': '' }

export const isRecordLink = (link: HTMLElement): boolean => link.dataset.recordLink !== undefined
