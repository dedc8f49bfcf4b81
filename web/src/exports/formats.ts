/** Files that a transcript can be had as: what the text is called, and what is asked of the server. */
export const exportChoices = [
  { label: 'web-format-txt', format: 'txt' },
  { label: 'web-format-txt-times', format: 'txt', times: true },
  { label: 'web-format-docx', format: 'docx' },
  { label: 'web-format-srt', format: 'srt' },
  { label: 'web-format-vtt', format: 'vtt' },
  { label: 'web-format-tsv', format: 'tsv' },
  { label: 'web-format-json', format: 'json' },
] as const satisfies readonly { label: string; format: string; times?: true }[];
export type ExportChoice = (typeof exportChoices)[number];

/** The query of an address that gives one of them. */
export const toQuery = (choice: ExportChoice): string =>
  `format=${choice.format}${'times' in choice ? '&times=true' : ''}`;
