/// Credentials: what lets Headland act at one provider for one Leaf user.
///
/// At most one per provider and Leaf user. Secrets are encrypted with associated data that names
/// the API owner, the credential and the key; responses, logs and events show them masked. A
/// rotated refresh token is committed before its access token is used.
@NullMarked
package io.headland.server.core.credential;

import org.jspecify.annotations.NullMarked;
