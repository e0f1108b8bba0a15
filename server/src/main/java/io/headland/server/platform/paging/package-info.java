/// Pages of lists.
@NullMarked
package io.headland.server.platform.paging;

import org.jspecify.annotations.NullMarked;
