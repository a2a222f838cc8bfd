/** How much the service is used: part of {@code /user}. */
@NullMarked
package studio.dictation.app.web.usage;

import org.jspecify.annotations.NullMarked;
