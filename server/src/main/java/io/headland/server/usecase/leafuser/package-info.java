/// Changes of a Leaf user together with its credentials.
@NullMarked
package io.headland.server.usecase.leafuser;

import org.jspecify.annotations.NullMarked;
