/**
 * Who is signed in. The token lies in the storage of this tab alone: it goes with the tab, no other
 * site can read it, and it is never in an address.
 */
const TOKEN = 'headland.token';
const NAME = 'headland.name';

export const session = {
  get token() {
    return sessionStorage.getItem(TOKEN);
  },
  get name() {
    return sessionStorage.getItem(NAME) ?? '';
  },
  begin(name, token) {
    sessionStorage.setItem(NAME, name);
    sessionStorage.setItem(TOKEN, token);
  },
  end() {
    sessionStorage.removeItem(TOKEN);
  },
};
