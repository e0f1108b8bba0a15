/// The health of accounts, read from the tables of several families.
@NullMarked
package io.headland.server.core.health;

import org.jspecify.annotations.NullMarked;
