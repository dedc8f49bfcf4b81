// node openai-client.mjs RECORDING     with OPENAI_BASE_URL=http://localhost:8080/v1 and OPENAI_API_KEY=efir_…
// The official client (npm i openai), pointed at Efir: words come as they are found.
import { createReadStream } from 'node:fs';
import OpenAI from 'openai';

const file = createReadStream(process.argv[2]);
const stream = await new OpenAI().audio.transcriptions.create({ file, model: 'whisper-1', stream: true });
for await (const event of stream) {
  if (event.type === 'transcript.text.delta') process.stdout.write(event.delta);
  if (event.type === 'transcript.text.done') process.stdout.write(`\n${event.usage.seconds} seconds\n`);
}
