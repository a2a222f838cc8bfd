/** What learners report to be wrong with videos, over HTTP. */
@NullMarked
package studio.dictation.app.web.report;

import org.jspecify.annotations.NullMarked;
