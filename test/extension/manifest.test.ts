import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../src/extension/languages';
import { clientCommands } from '../../src/server/protocol';
import { defaultSettings, settingsFrom } from '../../src/server/settings';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Manifest {
  activationEvents: string[];
  icon: string;
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    keybindings: { command: string; key: string; when?: string }[];
    configuration: {
      properties: Record<
        string,
        { default: unknown; scope?: string; description?: string; markdownDescription?: string }
      >;
    };
    viewsContainers: { activitybar: { icon: string }[] };
    walkthroughs: { icon: string; steps: { media: { svg: string } }[] }[];
  };
}

describe('the manifest', () => {
  const text = read('package.json');
  const { activationEvents, contributes, icon } = JSON.parse(text) as Manifest;

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
