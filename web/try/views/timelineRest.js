import { avatar } from './avatar.js';
import { textButton } from './button.js';
import { element } from './element.js';

/** @typedef {import('../words.js').Words} Words */

/**
 * What stands in a timeline without messages: bubbles to come, a failure, or an invitation.
 * @param {Words} words
 */
export function skeleton(words) {
  const looks = ['other w3', 'other w5', 'own w4', 'other w2', 'own w5', 'own w3'];
  return element('div', {}, element('span', { class: 'unseen' }, words.say('loading')),
    ...looks.map((look) => element('div', { class: `row skeleton ${look}`, 'aria-hidden': 'true' }, element('div', { class: 'bubble bone' }))));
}

/**
 * @param {Words} words
 * @param {() => void} retry
 */
export function failed(words, retry) {
  return element('div', { class: 'hero' }, element('p', {}, words.say('timeline.failed')), textButton(words.say('retry'), retry, { look: 'primary' }));
}

/**
 * @param {import('../client/chat.js').Chat} chat
 * @param {Words} words
 * @param {(text: string) => void} write puts an opening into the composer
 */
export function hello({ title, partner, id }, words, write) {
  const openers = ['hello.wave', 'hello.available'].map((key) => textButton(words.say(key), () => write(words.say(key))));
  return element('div', { class: 'hero' }, avatar(title, partner?.id ?? id), element('h2', {}, title),
    element('p', { class: 'soft' }, words.say('hello.hint')), element('div', { class: 'openers' }, ...openers));
}
