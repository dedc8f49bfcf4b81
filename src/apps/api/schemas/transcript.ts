import { z } from 'zod';
import { transcriptSchema } from '../../../compute/speech/transcript.ts';

const text = { schema: z.string() };

/** The same transcript in every format it can be had in. */
export const transcriptAnswer = {
  description: 'The transcript',
  content: {
    'application/json': { schema: transcriptSchema.meta({ id: 'Transcript' }) },
    'text/plain': text,
    'application/x-subrip': text,
    'text/vtt': text,
    'text/tab-separated-values': text,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
      schema: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
    },
  },
};
