import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UploadLink } from '../../../domain/chats/index.ts';
import { cleanFileName } from '../../upload/file-name.ts';
import type { UploadDesk } from '../upload-desk.ts';
import type { UploadForm } from './upload-page.ts';

export const linkParams = z.object({ link: z.string().max(100) });

/** Nobody has a key here, so requests are counted by where they come from. */
export const limitByAddress = {
  rateLimit: {
    max: 120,
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest) => request.ip,
    allowList: [],
  },
};

export function describeForm(link: UploadLink, { maxFileSize }: Pick<UploadDesk, 'maxFileSize'>): UploadForm {
  const { fileName } = link.source;
  const name = fileName === undefined ? undefined : shorten(cleanFileName(fileName));
  return { name, limit: maxFileSize, secondsLeft: link.secondsLeft };
}

/** The beginning and the ending of a long name. */
function shorten(name: string): string {
  const signs = [...name];
  return signs.length <= 60 ? name : `${signs.slice(0, 45).join('')}…${signs.slice(-12).join('')}`;
}
