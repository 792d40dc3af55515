import { Haggle } from './client/haggle.js';
import { Refused } from './client/problems.js';
import { Session } from './client/session.js';
import { Wire } from './client/wire.js';
import { Places } from './places.js';
import { Settings } from './settings.js';
import { browserShelf } from './shelf.js';
import { EntryView } from './views/entry.js';
import { Notices } from './views/notices.js';
import { ShellView } from './views/shell.js';
import { fitToScreen } from './views/screen.js';
import { Words } from './words.js';

const awayAfterMs = 60_000;

const places = new Places();
const settings = new Settings(browserShelf('haggle.'));
const prefix = `haggle.${places.slot}.`;
const shelf = browserShelf(prefix);
const wire = new Wire(location.origin);
/** @type {import('./client/types.js').Lock} */
const inTurn = async (name, work) => navigator.locks ? await navigator.locks.request(prefix + name, work) : work();
const session = new Session({ shelf, wire, lock: inTurn });
const notices = new Notices();

/** @type {Haggle | null} */
let haggle = null;
/** @type {EntryView | ShellView | null} */
let view = null;
let leaving = false;

/** Shows what fits: the way in, or the chats of whoever is in. */
function show() {
  const words = new Words(settings.language);
  document.documentElement.lang = settings.language;
  document.documentElement.dataset.theme = settings.theme;
  view?.destroy();
  view = haggle ? shell(haggle, words) : new EntryView({ session, words, settings, places, over: over() });
  document.querySelector('#page')?.replaceChildren(view.element);
  view.start();
}

/** @returns {boolean} true when a session was here and ended without anybody leaving */
function over() {
  return shelf.read('over') === true;
}

/**
 * @param {Haggle} person
 * @param {Words} words
 */
function shell(person, words) {
  const leave = async () => {
    leaving = true;
    const own = ownShelf();
    for (const key of own.keys('')) own.drop(key);
    await session.leave();
  };
  return new ShellView({ haggle: person, words, settings, notices, shelf: ownShelf(), places, leave });
}

/** Drafts and unsent messages belong to the person, not to the window's place: another one may enter here later. */
function ownShelf() {
  return browserShelf(`${prefix}u${session.user?.id}.`);
}

/** Somebody entered, or the session is over. */
function personChanged() {
  if ((session.user?.id ?? null) === (haggle?.me ?? null)) return;
  haggle?.stop();
  if (session.user) shelf.drop('over');
  else if (haggle && !leaving) shelf.write('over', true);
  leaving = false;
  haggle = session.user ? new Haggle({ origin: location.origin, shelf: ownShelf(), session, wire }) : null;
  if (!haggle) history.replaceState(null, '', places.addressOf(null));
  show();
  haggle?.start();
  if (haggle) openWanted(haggle);
}

/** @param {Haggle} person */
async function openWanted(person) {
  const tag = places.to;
  if (tag === null || !(view instanceof ShellView)) return;
  const { app } = view;
  places.forgetTo();
  if (tag === person.user.tag) return notices.show(app.words.say('to.myself'));
  try {
    const { id } = await person.findByTag(tag);
    app.open((await person.openDirect(id)).id);
  } catch (problem) {
    const unknown = problem instanceof Refused && problem.status === 404;
    notices.show(unknown ? app.words.say('to.unknown', { tag }) : app.words.say('wrong.notOpened'));
  }
}

session.subscribe(personChanged);
settings.subscribe(show);
addEventListener('storage', ({ key }) => {
  if (key === `${prefix}session`) session.reread();
  if (key === 'haggle.settings') settings.reread();
});
addEventListener('online', () => haggle?.connection.hurry());
addEventListener('offline', () => haggle?.connection.suspect());
/** @type {any} */
let awayTimer = null;
document.addEventListener('visibilitychange', () => {
  clearTimeout(awayTimer);
  const tell = (/** @type {string} */ status) => haggle?.connection.say('presence.set', { status });
  if (document.hidden) awayTimer = setTimeout(() => tell('away'), awayAfterMs);
  else {
    haggle?.connection.hurry();
    tell('online');
  }
});
fitToScreen();
if (session.user) personChanged();
else show();
