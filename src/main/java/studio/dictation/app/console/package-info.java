/** The page at {@code /admin}: files that a browser loads; what they show comes from the routes of {@code app.web}. */
@NullMarked
package studio.dictation.app.console;

import org.jspecify.annotations.NullMarked;
