import { acceptUploads } from '../../../../accept-uploads.ts';
import { answerTranscription } from '../../../../openai/answer-transcription.ts';
import { openaiFailures, transcriptionAnswer, transcriptionForm } from '../../../../openai/schemas.ts';
import { idempotencyHeaders } from '../../../../schemas/idempotency.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

export function postTranscription(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.post(
      '/v1/audio/transcriptions',
      {
        config: { scope: 'recordings:write', describedBody: transcriptionForm, endless: true },
        onRequest: refuseTooLong,
        schema: {
          tags: ['openai'],
          summary: 'Send a recording in and wait for its transcript',
          description:
            'The audio API of OpenAI, for its clients and for programs built on them. The recording is one like all others: `X-Recording-Id` leads to it. ' +
            'The same request again, with the same Idempotency-Key or the same file, name and options, joins the recording in work, also within a minute after its end: retries cost nothing. ' +
            'When the caller hangs up the recording goes on for half a minute, and is cancelled if nobody joined it.',
          headers: idempotencyHeaders,
          response: { 200: transcriptionAnswer, ...openaiFailures },
        },
      },
      async (request, reply) => {
        await answerTranscription(context, request, reply);
        return reply;
      },
    );
  });
}
