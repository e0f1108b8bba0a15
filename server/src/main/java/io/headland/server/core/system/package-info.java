/// The nodes of the installation and the state of its database.
@NullMarked
package io.headland.server.core.system;

import org.jspecify.annotations.NullMarked;
