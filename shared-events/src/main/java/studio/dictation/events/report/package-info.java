/** What learners report to be wrong with videos. */
@NullMarked
package studio.dictation.events.report;

import org.jspecify.annotations.NullMarked;
