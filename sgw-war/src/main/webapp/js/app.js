// SPDX-License-Identifier: AGPL-3.0-or-later
/** The page: which view is shown, and the one client behind them. */

import { CastbridgeClient } from './castbridge-client.js';
import { CatalogueView } from './catalogue-view.js';
import { ChannelsView } from './channels-view.js';
import { hideNotice, showNotice } from './notice.js';
import { PlayerView } from './player-view.js';
import { SignInView } from './sign-in-view.js';

const byId = (id) => document.getElementById(id);
let client = null;
let list = browse; // where the viewer came from

function show(view) {
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== `view-${view}`;
  byId('who').hidden = view === 'sign-in';
  byId('tabs').hidden = view === 'sign-in' || view === 'player';
  if (view !== 'player') {
    for (const [tab, of] of [['tab-films', 'catalogue'], ['tab-live', 'live']]) {
      if (of === view) byId(tab).setAttribute('aria-current', 'page');
      else byId(tab).removeAttribute('aria-current');
    }
  }
}

async function signIn(user, password) {
  client = new CastbridgeClient();
  client.addEventListener('signedout', () => leave('You have been signed out. Sign in again to go on.'));
  await client.connect();
  const { impu } = await client.signIn(user, password);
  byId('who-name').textContent = impu.replace(/^sips?:/, '');
  await browse();
}

async function browse() {
  show('catalogue');
  catalogue.show(await client.browse());
}

async function browseLive() {
  show('live');
  channels.show(await client.channels());
}

async function watch(item) {
  hideNotice();
  list = browse;
  show('player');
  await player.watch(client, item);
}

async function watchChannel(all, channel) {
  hideNotice();
  list = browseLive;
  show('player');
  await player.watchChannel(client, all, channel);
}

function leave(message) {
  if (!client) return;
  client = null;
  player.stop();
  show('sign-in');
  if (message) showNotice(message);
}

const signInView = new SignInView(async (user, password) => {
  hideNotice();
  try {
    await signIn(user, password);
  } catch (error) {
    const failed = client;
    client = null;
    failed?.signOut();
    throw error;
  }
});
const catalogue = new CatalogueView((item) => watch(item).catch(backWithNotice));
const channels = new ChannelsView((all, channel) => watchChannel(all, channel).catch(backWithNotice));
const player = new PlayerView(() => client && list().catch(backWithNotice), backWithNotice);

function backWithNotice(error) {
  player.stop();
  if (client) show(list === browse ? 'catalogue' : 'live');
  showNotice(error.message);
}

byId('tab-films').addEventListener('click', () => browse().catch(backWithNotice));
byId('tab-live').addEventListener('click', () => browseLive().catch(backWithNotice));
byId('sign-out').addEventListener('click', async () => {
  const leaving = client;
  client = null;
  player.stop();
  show('sign-in');
  signInView.focus();
  await leaving?.signOut();
});
addEventListener('pagehide', () => client?.signOut());

show('sign-in');
signInView.focus();
