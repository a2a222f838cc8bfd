/** Plans granted, and the free videos a learner may open. */
@NullMarked
package studio.dictation.command.membership;

import org.jspecify.annotations.NullMarked;
