/** Says something to those who listen to the page, and shows it for a moment to those who see it. */
let region;
let timer;

function box(className) {
  const element = document.createElement('div');
  element.className = className;
  document.body.append(element);
  return element;
}

export function announce(text) {
  if (!region) {
    region = box('unseen');
    region.setAttribute('role', 'status');
  }
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}

let note;

/** Announces what was done, and shows it. */
export function tell(text) {
  announce(text);
  note ??= box('note');
  note.setAttribute('aria-hidden', 'true');
  note.textContent = text;
  note.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => note.classList.remove('shown'), 5_000);
}
