/// API owners: the companies that hold an account here. Their passwords and their tokens.
@NullMarked
package io.headland.server.apiowner;

import org.jspecify.annotations.NullMarked;
