/// Authentication of API owners.
@NullMarked
package io.headland.server.api.apiowner;

import org.jspecify.annotations.NullMarked;
