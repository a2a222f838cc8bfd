/** Plans and quota as learners see them. */
@NullMarked
package studio.dictation.query.membership;

import org.jspecify.annotations.NullMarked;
