// Drawn on a 24 px square with a 1.8 px pen.
const strokes = {
  back: 'M15 5l-7 7 7 7',
  more: 'M12 4.6a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM12 11.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM12 17.8a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z',
  send: 'M5 12.5L20 5l-4.5 15-3.5-6.5zM12 13.5L20 5',
  reply: 'M9.5 6L4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V19',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  edit: 'M4.5 19.5l.9-4L16 5l3 3L8.5 18.6zM13.8 7.2l3 3',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.2 10.5v5.5M13.8 10.5v5.5',
  smile: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14a4 4 0 0 0 7 0M9 9.6v.01M15 9.6v.01',
  group: 'M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 19c0-3 2.4-4.8 5.5-4.8s5.5 1.8 5.5 4.8M15.5 5.4a3.2 3.2 0 0 1 0 5.8M17 14.5c2.2.5 3.5 2.1 3.5 4.5',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM16 16l4 4',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.8M12 16v.01',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4.2h-4.2',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.8v1.8M12 19.4v1.8M2.8 12h1.8M19.4 12h1.8M5.5 5.5l1.3 1.3M17.2 17.2l1.3 1.3M18.5 5.5l-1.3 1.3M6.8 17.2l-1.3 1.3',
  moon: 'M19.5 14.2A7.8 7.8 0 0 1 9.8 4.5a7.8 7.8 0 1 0 9.7 9.7z',
  screen: 'M4 5.5h16v11H4zM9 20h6M12 16.5V20',
  globe: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.8 12h16.4M12 3.5c2.6 2.4 3.6 5.3 3.6 8.5s-1 6.1-3.6 8.5c-2.6-2.4-3.6-5.3-3.6-8.5s1-6.1 3.6-8.5z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  windows: 'M4 4.5h11v9H4zM9 13.5v6h11v-9h-5',
  leave: 'M14 4.5H6v15h8M10.5 12H20M16.5 8.5L20 12l-3.5 3.5',
  down: 'M6 9.5l6 6 6-6',
  at: 'M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zm0 0v1.3a2.3 2.3 0 0 0 4.7 0V12a8.3 8.3 0 1 0-3.3 6.6',
};

// The states of an own message, drawn small on a 18 × 12 field.
const states = {
  waiting: 'M9 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM9 3.6V6l1.7 1.2',
  stored: 'M4.5 6.3l3 3 6-6.6',
  delivered: 'M1 6.3l3 3 6-6.6M8.2 9.3l6-6.6',
  read: 'M1 6.3l3 3 6-6.6M8.2 9.3l6-6.6',
  failed: 'M9 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM9 3.7v2.8M9 8.4v.01',
};

/** @typedef {keyof typeof strokes} IconName */

/** @param {IconName} name */
export function icon(name) {
  return drawing('icon', '0 0 24 24', strokes[name]);
}

/**
 * @param {string} state
 * @param {string} label what it means, for those who do not see it
 */
export function stateIcon(state, label) {
  const made = drawing(`state state-${state}`, '0 0 18 12', states[/** @type {keyof typeof states} */ (state)]);
  made.removeAttribute('aria-hidden');
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', label);
  return made;
}

/**
 * @param {string} className
 * @param {string} viewBox
 * @param {string} path
 */
function drawing(className, viewBox, path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
