// @ts-check
/**
 * The sign-in, shared by all tabs of this browser: kept in localStorage until it expires or one tab
 * signs out. It is in no cookie, so that no other site can use it, and in no address.
 *
 * The window gets `headland:signed-out` when another tab signed out or the sign-in has expired, and
 * `headland:signed-in` when another tab signed in.
 */
const SESSION = 'headland.session';
const NAME = 'headland.name';
const MAX_LIFETIME = 24 * 60 * 60 * 1_000;

export const session = {
  get token() {
    const kept = read();
    if (kept && kept.until <= Date.now()) {
      session.end();
      return undefined;
    }
    return kept?.token;
  },
  get name() {
    return localStorage.getItem(NAME) ?? '';
  },
  begin(name, token) {
    localStorage.setItem(NAME, name);
    localStorage.setItem(SESSION, JSON.stringify({token, until: expiryOf(token)}));
  },
  end() {
    localStorage.removeItem(SESSION);
  },
  /** Ends the session if it still has this token: another tab may have signed in again in the meantime. */
  endIfToken(token) {
    if (read()?.token === token) {
      session.end();
    }
  },
};

function read() {
  try {
    return JSON.parse(localStorage.getItem(SESSION)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The time of a JWT's claim `exp`; a day from now when it has none that can be read. */
function expiryOf(token) {
  try {
    const {exp} = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    return Number.isFinite(exp) ? exp * 1_000 : Date.now() + MAX_LIFETIME;
  } catch {
    return Date.now() + MAX_LIFETIME;
  }
}

/** Other tabs change the storage; the browser reports that here. A null key: everything was cleared. */
window.addEventListener('storage', ({key, oldValue, newValue}) => {
  if (key !== SESSION && key !== null) {
    return;
  }
  if (!newValue) {
    window.dispatchEvent(new Event('headland:signed-out'));
  } else if (newValue !== oldValue) {
    window.dispatchEvent(new Event('headland:signed-in'));
  }
});
