/// Answers to questions that come before and after syncing: what would selecting an organization
/// bring, and why is something here or not here?
///
/// Nothing is stored. A preview asks the provider within the time that a caller can be kept
/// waiting, and remembers of each record no more than that it was counted. An explanation asks
/// nobody: its facts are what is stored, its rules are pure.
@NullMarked
package io.headland.server.insight;

import org.jspecify.annotations.NullMarked;
