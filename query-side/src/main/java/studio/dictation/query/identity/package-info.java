/** Accounts as clients see them. */
@NullMarked
package studio.dictation.query.identity;

import org.jspecify.annotations.NullMarked;
