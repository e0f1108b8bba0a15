/// Credentials of Leaf users.
@NullMarked
package io.headland.server.api.credential;

import org.jspecify.annotations.NullMarked;
