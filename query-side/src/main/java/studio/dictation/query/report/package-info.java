/** What learners report to be wrong with videos, as they and administrators see it. */
@NullMarked
package studio.dictation.query.report;

import org.jspecify.annotations.NullMarked;
