// SPDX-License-Identifier: AGPL-3.0-or-later
// Drives a stock Firefox over WebDriver BiDi for the tests: one JSON command a line on standard input, one JSON answer
// a line on standard output. Commands: open {url, scripts}, evaluate {expression}, close. Playwright cannot: it wants a
// Firefox of its own build.
import { createInterface } from 'node:readline';
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: {
    'media.autoplay.default': 0,
    'media.autoplay.blocking_policy': 0,
    'media.autoplay.block-webaudio': false,
    // H.264 for WebRTC comes as a download elsewhere; here nothing is downloaded
    'media.gmp-manager.updateEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  },
});
let page = null;

const commands = {
  async open({ url, scripts }) {
    await page?.close();
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    for (const script of scripts) await page.evaluateOnNewDocument(script);
    await page.goto(url, { waitUntil: 'load' });
    return null;
  },
  evaluate: ({ expression }) => page.evaluate(expression),
};

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ ready: await browser.version() });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.do === 'close') break;
  try {
    say({ result: (await commands[command.do](command)) ?? null });
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
await browser.close();
