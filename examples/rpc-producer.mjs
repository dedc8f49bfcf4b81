// Calls methods of Efir over RabbitMQ, from any program that has the npm package rabbitmq-client:
//
//   import { connectRpc } from './rpc-producer.mjs';
//   const efir = await connectRpc('amqp://user:password@host', { key: 'efir_…' });
//   const { recording_id } = await efir.call('media.transcribe', { file_path: '/data/tasks/1/audio.ogg' });
//   await efir.notify('media.cancel', { recording_id });
//   await efir.close();
//
// or from the command line:
//
//   RABBITMQ_URL=amqp://user:password@host RPC_KEY=efir_… node rpc-producer.mjs system.ping
//   … node rpc-producer.mjs media.transcribe '{"file_path": "/data/tasks/1/audio.ogg", "wait": true}'

import { argv, env } from 'node:process';
import { pathToFileURL } from 'node:url';
import { Connection } from 'rabbitmq-client';

/** What the server answered in place of a result: `code` by JSON-RPC, `data` with a name, a sentence, what to do. */
export class RpcError extends Error {
  constructor({ code, message, data }) {
    super(data?.message ?? message);
    Object.assign(this, { code, data });
  }
}

/** `timeout`: seconds that a call waits, unless it says something else. Rejects when nobody answers at the address. */
export async function connectRpc(url, { key, queue = 'rpc_queue', timeout = 30 } = {}) {
  const connection = new Connection({ url, noDelay: true, retryHigh: 5000 });
  connection.on('error', (error) => console.error('RabbitMQ:', error.message));
  await connection.onConnect(10_000);
  const envelope = { routingKey: queue, headers: { 'x-api-key': key } };
  const publisher = connection.createPublisher({ confirm: true, queues: [{ queue, durable: true }] });
  const clients = new Map();
  // Direct reply-to: answers come straight to the channel of the question, no queue is made for them. Without confirms:
  // this client would miss an answer that is faster than the confirmation of its question.
  const clientFor = (seconds) => {
    const options = { timeout: seconds * 1000, queues: [{ queue, durable: true }] };
    if (!clients.has(seconds)) clients.set(seconds, connection.createRPCClient(options));
    return clients.get(seconds);
  };
  let count = 0;

  return {
    async call(method, params = {}, seconds = timeout) {
      count += 1;
      const request = { jsonrpc: '2.0', method, params, id: count };
      const { body } = await clientFor(seconds).send(envelope, request);
      if (body.error) throw new RpcError(body.error);
      return body.result;
    },
    /** Nothing is answered, not even an error. */
    notify: (method, params = {}) =>
      publisher.send({ ...envelope, durable: true }, { jsonrpc: '2.0', method, params }),
    async close() {
      for (const client of clients.values()) await client.close();
      await publisher.close();
      await connection.close();
    },
  };
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const [, , method = 'system.ping', params = '{}'] = argv;
  const options = { key: env.RPC_KEY, timeout: Number(env.RPC_TIMEOUT ?? 30) };
  let efir;
  try {
    efir = await connectRpc(env.RABBITMQ_URL, options);
    console.log(JSON.stringify(await efir.call(method, JSON.parse(params)), null, 2));
  } catch (error) {
    console.error(error.message, error.data?.hint ?? '');
    process.exitCode = 1;
  } finally {
    await efir?.close();
  }
}
