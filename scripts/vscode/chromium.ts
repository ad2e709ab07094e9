import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.MARCUS_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** What a test browser must not do: ask for rights it has not got as root, or call home. */
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium or Chrome; installs Debian's when there is none and we may. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    args: switches,
    headless: true,
  });
}

function findChromium(): string | undefined {
  return places.find((path) => path !== '' && existsSync(path));
}

/** @throws an Error that says what to install, when it cannot be installed from here */
function installChromium(): string {
  const advice =
    'Install Chromium or Chrome (Debian: apt-get install chromium), or set MARCUS_CHROMIUM to its binary.';
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) throw new Error(`No Chromium found. ${advice}`);
  console.log('Installing Chromium (apt-get) …');
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed. ${advice}\n${stderr}`);
  }
  const path = findChromium();
  if (!path) throw new Error(`apt-get has installed Chromium where we do not look for it. ${advice}`);
  return path;
}
