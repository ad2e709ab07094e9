import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands as slashCommands } from '../../src/chat/slash-commands';
import { chatCommands, languageModelTools, participantId } from '../../src/extension/chat/names';
import { languages } from '../../src/extension/languages';
import { clientCommands } from '../../src/server/protocol';
import { defaultSettings, settingsFrom } from '../../src/server/settings';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  activationEvents: string[];
  icon: string;
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    keybindings: { command: string; key: string; when?: string }[];
    configuration: {
      properties: Record<
        string,
        {
          default: unknown;
          scope?: string;
          description?: string;
          markdownDescription?: string;
          tags?: string[];
        }
      >;
    };
    chatParticipants: { id: string; commands: { name: string }[] }[];
    languageModelTools: {
      name: string;
      modelDescription: string;
      inputSchema: { type: string; additionalProperties: boolean };
    }[];
    viewsContainers: { activitybar: { icon: string }[] };
    walkthroughs: { icon: string; steps: { media: { svg: string } }[] }[];
  };
}

describe('the manifest', () => {
  const text = read('package.json');
  const { activationEvents, capabilities, contributes, icon } = JSON.parse(text) as Manifest;

  it('takes every text for people from package.nls.json, which holds no other', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    const known = Object.keys(JSON.parse(read('package.nls.json')));
    assert.deepEqual([...new Set(used)].sort(), known.sort());
  });

  it('names the languages that the client serves', () => {
    const byLanguage = activationEvents.filter((event) => event.startsWith('onLanguage:'));
    assert.deepEqual(byLanguage.sort(), languages.map((language) => `onLanguage:${language}`).sort());
    const clauses = [...text.matchAll(/editorLangId =~ \/\^\(([^)]*)\)\$\//g)].map(([, names]) =>
      names?.split('|').sort(),
    );
    assert.ok(clauses.length > 0);
    for (const names of clauses) assert.deepEqual(names, [...languages].sort());
  });

  it('has the commands that the server names, and menus and keys for commands that are there', () => {
    const commands = new Set(contributes.commands.map(({ command }) => command));
    const named = [
      ...Object.values(clientCommands),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...contributes.keybindings.map(({ command }) => command),
    ].filter((command) => command.startsWith('marcus.'));
    assert.deepEqual(
      named.filter((command) => !commands.has(command)),
      [],
    );
  });

  it('declares the settings that the server obeys, with the same defaults', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(
      {
        enable: properties['marcus.enable']?.default,
        run: properties['marcus.run']?.default,
        closedFiles: properties['marcus.problems.closedFiles']?.default,
      },
      defaultSettings,
    );
    for (const [name, { scope, description, markdownDescription }] of Object.entries(properties)) {
      assert.ok(name.startsWith('marcus.'), name);
      assert.ok(scope, `${name} has a scope chosen on purpose`);
      assert.ok(description ?? markdownDescription, `${name} has a description`);
    }
  });

  it('has the commands of the chat, its participant and its language-model tools', () => {
    const commands = contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      chatCommands.filter((command) => !commands.includes(command)),
      [],
    );
    const [participant] = contributes.chatParticipants;
    assert.equal(contributes.chatParticipants.length, 1);
    assert.equal(participant?.id, participantId);
    assert.deepEqual(
      participant?.commands.map(({ name }) => name),
      // The editor's own chat begins a new conversation itself.
      Object.keys(slashCommands).filter((name) => name !== 'clear'),
    );
    assert.deepEqual(
      contributes.languageModelTools.map(({ name }) => name),
      Object.keys(languageModelTools),
    );
    for (const { name, modelDescription, inputSchema } of contributes.languageModelTools) {
      assert.ok(modelDescription.length > 80, `${name} tells a model when to use it`);
      assert.deepEqual([inputSchema.type, inputSchema.additionalProperties], ['object', false]);
    }
  });

  it('lets no workspace say where code is sent, and has no setting for a key', () => {
    const { properties } = contributes.configuration;
    const online = Object.keys(properties).filter((name) =>
      properties[name]?.tags?.includes('usesOnlineServices'),
    );
    assert.ok(online.includes('marcus.baseUrl') && online.includes('marcus.model'));
    for (const name of online)
      assert.ok(['application', 'machine'].includes(properties[name]?.scope ?? ''), name);
    assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, online);
    assert.deepEqual(
      Object.keys(properties).filter((name) => /key|secret|token$/i.test(name)),
      [],
    );
  });

  it('has its pictures', () => {
    const pictures = [
      icon,
      ...contributes.viewsContainers.activitybar.map((container) => container.icon),
      ...contributes.walkthroughs.flatMap((each) => [each.icon, ...each.steps.map(({ media }) => media.svg)]),
    ];
    assert.deepEqual(
      pictures.filter((path) => !existsSync(join(root, path))),
      [],
    );
    const png = readFileSync(join(root, icon));
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128, 'the icon is at least 128 × 128');
  });
});

describe('settings', () => {
  it('have their defaults where a client sends nothing of use', () => {
    for (const nothing of [null, undefined, 7, {}, { run: 'never', enable: 'yes', problems: 3 }]) {
      assert.deepEqual(settingsFrom(nothing), defaultSettings);
    }
  });

  it('are taken where they make sense', () => {
    assert.deepEqual(settingsFrom({ enable: false, run: 'onSave', problems: { closedFiles: false } }), {
      enable: false,
      run: 'onSave',
      closedFiles: false,
    });
  });
});
