import { languages } from '../words.js';

/** @typedef {import('../settings.js').Theme} Theme */
/** @typedef {import('./menu.js').MenuItem} MenuItem */

/** @type {{theme: Theme, icon: import('./icon.js').IconName}[]} */
const themes = [{ theme: 'system', icon: 'screen' }, { theme: 'light', icon: 'sun' }, { theme: 'dark', icon: 'moon' }];

/**
 * The choices of theme and language, for a menu.
 * @param {{words: import('../words.js').Words, settings: import('../settings.js').Settings}} app
 * @returns {(MenuItem | null)[]}
 */
export function settingsItems({ words, settings }) {
  return [
    ...themes.map(({ theme, icon }) => ({
      label: words.say(`theme.${theme}`), icon, checked: settings.theme === theme, press: () => settings.choose({ theme }),
    })),
    null,
    // A language is named in itself: whoever looks for it may not read the other one.
    ...languages.map((language) => ({
      label: words.say(`language.${language}`), icon: /** @type {const} */ ('globe'), checked: settings.language === language, press: () => settings.choose({ language }),
    })),
  ];
}
