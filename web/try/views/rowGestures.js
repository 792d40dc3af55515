/** @typedef {import('./dayRows.js').DayRows} DayRows */
/** @typedef {import('../models/timelineRows.js').MessageRow} MessageRow */

/**
 * @typedef {object} Hands
 * @property {(row: MessageRow, where: HTMLElement | import('./menu.js').Point) => void} menu
 * @property {(message: import('../client/types.js').Message) => void} reply
 * @property {() => void} escape out of the messages, back to writing
 */

/**
 * How keys, mouse and fingers reach a message: arrows walk, Enter, the right button or a tap opens its menu.
 * @param {HTMLElement} box the scrolled timeline
 * @param {DayRows} rows
 * @param {Hands} hands
 */
export function listenToRows(box, rows, hands) {
  box.addEventListener('keydown', (event) => walk(event, rows, hands));
  box.addEventListener('contextmenu', (event) => rightPress(event, rows, hands));
  box.addEventListener('click', (event) => tap(event, rows, hands));
  box.addEventListener('dblclick', (event) => doublePress(event, rows, hands));
}

/**
 * @param {KeyboardEvent} event
 * @param {DayRows} rows
 * @param {Hands} hands
 */
function walk(event, rows, hands) {
  const all = rows.all;
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const steps = /** @type {Record<string, number>} */ ({
    ArrowUp: at < 0 ? all.length - 1 : Math.max(0, at - 1), ArrowDown: at < 0 ? all.length : at + 1, Home: 0, End: all.length - 1,
  });
  const to = event.altKey ? undefined : steps[event.key];
  const row = rows.messageOf(all[at]);
  if (to !== undefined) {
    event.preventDefault();
    if (to >= all.length) hands.escape();
    else all[to]?.focus();
  } else if (event.key === 'Enter' && row && event.target === all[at]) {
    event.preventDefault(); // or the same press would choose the menu's first item
    hands.menu(row, bubbleOf(all[at]));
  } else if (event.key === 'Escape' && at >= 0) {
    event.stopPropagation();
    hands.escape();
  }
}

/**
 * @param {MouseEvent} event
 * @param {DayRows} rows
 * @param {Hands} hands
 */
function rightPress(event, rows, hands) {
  const target = /** @type {HTMLElement} */ (event.target);
  const row = rows.messageOf(target.closest('.bubble') && target.closest('.row'));
  // A marked text or a link has a menu of the browser's own, which is of more use there.
  if (!row || target.closest('a') || String(getSelection()) !== '') return;
  event.preventDefault();
  hands.menu(row, { x: event.clientX, y: event.clientY });
}

/**
 * @param {MouseEvent} event
 * @param {DayRows} rows
 * @param {Hands} hands
 */
function tap(event, rows, hands) {
  const target = /** @type {HTMLElement} */ (event.target);
  const made = target.closest('.row');
  const row = rows.messageOf(made);
  if (/** @type {PointerEvent} */ (event).pointerType !== 'touch' || !row || !made) return;
  if (target.closest('.bubble') && !target.closest('a, button')) hands.menu(row, bubbleOf(made));
}

/**
 * A double press beside a bubble answers it; inside, it marks a word as everywhere.
 * @param {MouseEvent} event
 * @param {DayRows} rows
 * @param {Hands} hands
 */
function doublePress(event, rows, hands) {
  const target = /** @type {HTMLElement} */ (event.target);
  const row = rows.messageOf(target.closest('.row'));
  if (row && !row.unsent && !row.message.deleted_at && !target.closest('.bubble, button')) hands.reply(row.message);
}

/** @param {Element} row @returns {HTMLElement} */
function bubbleOf(row) {
  return /** @type {HTMLElement} */ (row.querySelector('.bubble'));
}
