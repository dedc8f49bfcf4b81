import { expect, test } from 'vitest';
import { readRabbitmqUrl } from './read-rabbitmq-url.ts';

const guest = { username: 'guest', password: 'guest', vhost: '/' };

test.each([
  ['amqp://rabbit', { ...guest, hostname: 'rabbit', port: 5672 }],
  ['amqp://rabbit:5673/', { ...guest, hostname: 'rabbit', port: 5673 }],
  [
    'amqp://a:b%40c@[::1]/d%2Fe',
    { hostname: '::1', port: 5672, username: 'a', password: 'b@c', vhost: 'd/e' },
  ],
  ['amqp://a@rabbit', { hostname: 'rabbit', port: 5672, username: 'a', password: '', vhost: '/' }],
  ['amqps://rabbit', { ...guest, hostname: 'rabbit', port: 5671, tls: { servername: 'rabbit' } }],
  ['amqps://10.0.0.1', { ...guest, hostname: '10.0.0.1', port: 5671, tls: {} }],
])('%s is read', (url, place) => {
  expect(readRabbitmqUrl(url)).toEqual(place);
});
