/// Storing, moving and deleting the credential of an account.
@NullMarked
package io.headland.server.usecase.credential;

import org.jspecify.annotations.NullMarked;
