/// Explanations: the stored facts about a record and the rules that turn them into steps. The
/// stores read tables of several families.
@NullMarked
package io.headland.server.core.explain;

import org.jspecify.annotations.NullMarked;
