/** The inbox by itself. */
@NullMarked
package studio.dictation.app.billing;

import org.jspecify.annotations.NullMarked;
