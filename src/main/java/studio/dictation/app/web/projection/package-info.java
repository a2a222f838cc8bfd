/** What administrators see of projections, and have done to them. */
@NullMarked
package studio.dictation.app.web.projection;

import org.jspecify.annotations.NullMarked;
