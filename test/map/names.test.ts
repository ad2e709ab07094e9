import assert from 'node:assert/strict';
import { roomName, serviceName } from '../../src/map/names';

describe('names on the map', () => {
  const service = (host: string | undefined, client = 'fetch', address?: string) =>
    serviceName({ host, hostIsExpression: host !== undefined && !host.includes('.com'), client }, address)
      ?.label;

  it('call a service by its host, or by the setting that holds its address', () => {
    assert.equal(service('api.stripe.com'), 'api.stripe.com');
    assert.equal(service('config.slack.webhookUrl'), 'slack');
    assert.equal(service('process.env.BILLING_API_URL'), 'billing');
    assert.equal(service('MAIL_SERVICE_URL'), 'mail');
    assert.equal(service('`${config.search.baseUrl}/documents`'), 'search');
    assert.equal(service(undefined, 'api', 'config.github.apiUrl'), 'github');
    assert.equal(service(undefined, 'api', "'https://api.github.com/v3'"), 'api.github.com');
    assert.equal(service(undefined, 'githubApi'), 'github');
    assert.equal(service('this.socketPath'), 'Unix socket');
  });

  it('do not take the name of a variable for that of a service', () => {
    assert.equal(service('url'), undefined);
    assert.equal(service('this.urlOf(key)'), undefined);
    assert.equal(service('`http://${vm.address}:9100/wake`'), undefined);
    assert.equal(service('webhook.url'), undefined);
    assert.equal(service(undefined, 'axios'), undefined);
  });

  it('leave out what varies in a room’s name', () => {
    assert.equal(roomName('`ticket:${ticketId}`'), 'ticket:…');
    assert.equal(roomName("'admins'"), 'admins');
    assert.equal(roomName('projectRoom(id)'), 'projectRoom(…)');
    assert.equal(roomName('ROOMS.OPERATORS'), 'OPERATORS');
    assert.equal(roomName('room'), 'rooms named elsewhere');
    assert.equal(roomName('`${room}`'), 'rooms named elsewhere');
    assert.equal(roomName(undefined), 'rooms named elsewhere');
  });
});
