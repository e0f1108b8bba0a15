/// What is stored of an organization, for comparison with what its provider lists.
@NullMarked
package io.headland.server.core.preview;

import org.jspecify.annotations.NullMarked;
