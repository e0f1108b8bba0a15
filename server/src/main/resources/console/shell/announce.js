// @ts-check
/** Messages for screen readers, and notifications that are visible for a moment. */
let region;
let timer;

function createElement(className) {
  const element = document.createElement('div');
  element.className = className;
  document.body.append(element);
  return element;
}

export function announce(text) {
  if (!region) {
    region = createElement('unseen');
    region.setAttribute('role', 'status');
  }
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}

let notification;

/** Shows a notification, and announces it to screen readers. */
export function notify(text) {
  announce(text);
  notification ??= createElement('note');
  notification.setAttribute('aria-hidden', 'true');
  notification.textContent = text;
  notification.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => notification.classList.remove('shown'), 5_000);
}
