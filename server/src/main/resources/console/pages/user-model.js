// @ts-check
import {removeCredential} from '../api/accounts.js';
import {findNewestSequence, readEventsBefore} from '../api/events-feed.js';
import {changeUser, deleteUser} from '../api/users.js';
import {Actions} from '../parts/actions.js';
import {confirmDeletion} from '../parts/confirm-deletion.js';
import {Loadable} from '../parts/loading.js';
import {UserHeader} from '../parts/user-header.js';
import {notify} from '../shell/announce.js';
import {navigate} from '../shell/router.js';
import {openCredentialForm} from './credential-form.js';
import {sendLink} from './magic-link-form.js';
import {openUserForm} from './user-form.js';

/** Events of fields and boundaries are summarized by their sync run. */
const TYPES = 'organization.*,credential.*,sync_run.*';
const EVENTS = 6;

/** The state of the page of a Leaf user, and its actions. */
export class UserModel {
  constructor({params, draw, signal}) {
    this.leafUserId = params.leafUserId;
    this.draw = draw;
    this.signal = signal;
    this.header = new UserHeader(params, 'overview', draw, signal);
    this.activity = new Loadable(draw, signal);
    this.actions = new Actions(draw, signal);
  }

  get user() {
    return this.header.user;
  }

  load() {
    return this.activity.load(async () => {
      const filter = {leafUserId: this.leafUserId, types: TYPES, limit: EVENTS};
      return (await readEventsBefore(await findNewestSequence(this.signal), filter, this.signal)).items;
    });
  }

  setUser(user, message) {
    this.header.setUser(user);
    notify(message);
    this.draw();
  }

  sendLink() {
    return this.actions.act(() => sendLink({leafUserId: this.leafUserId, user: this.user, signal: this.signal}));
  }

  async edit() {
    const user = await openUserForm({
      title: 'Edit Leaf user',
      verb: 'Save',
      user: this.user,
      act: (keys) => changeUser(this.leafUserId, keys),
    });
    if (user) {
      this.setUser(user, 'Saved');
    }
  }

  remove() {
    const {name} = this.user;
    return confirmDeletion({
      what: name,
      consequences: ['Deletes the Leaf user with all credentials, organizations, fields and sync runs.', 'This cannot be undone.'],
      act: () => deleteUser(this.leafUserId),
      done: `${name} was deleted`,
      then: () => navigate('/users'),
    });
  }

  /** @param {import('../labels/providers.js').Provider} [provider] of the credential to replace */
  async storeCredential(provider) {
    const stored = await openCredentialForm({leafUserId: this.leafUserId, user: this.user, provider});
    if (stored) {
      this.setUser({...this.user, [stored.provider.key]: stored.credential}, `The credential for ${stored.provider.name} was added`);
    }
  }

  /** @param {import('../labels/providers.js').Provider} provider */
  removeCredential(provider) {
    const synced = provider.synced ? ', hides its organizations and stops their sync' : '';
    return confirmDeletion({
      what: `the credential for ${provider.name}`,
      verb: 'Remove',
      consequences: [`Removes the credential and the list of its calls${synced}. The grant at the provider is not revoked.`],
      act: () => removeCredential(this.leafUserId, provider.path),
      done: `The credential for ${provider.name} was removed`,
      then: () => {
        const {[provider.key]: _, ...user} = this.user;
        this.header.setUser(user);
        this.draw();
      },
    });
  }
}
