/** What learners report to be wrong with videos. */
@NullMarked
package studio.dictation.command.report;

import org.jspecify.annotations.NullMarked;
