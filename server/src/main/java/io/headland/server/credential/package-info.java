/// Credentials: what lets Headland act at one provider for one Leaf user.
///
/// One a provider and Leaf user. Secrets are encrypted with associated data that names the API
/// owner, the credential and the key; answers, logs and events show them masked. A grant is
/// refreshed by one thread of one node at a time, and a rotated refresh token is stored before its
/// access token is used.
@NullMarked
package io.headland.server.credential;

import org.jspecify.annotations.NullMarked;
